package modori.jobs;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import modori.report.CsvReport;
import modori.report.HtmlReport;
import modori.report.NightReport;
import modori.report.ReportLanguage;

/** The report as files; each is written beside its place and then moved there. */
final class ReportFiles {
  /** The page to open. */
  static final String PAGE = "index.html";

  private ReportFiles() {}

  private interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  static void write(Path folder, NightReport report, ReportLanguage language) throws IOException {
    Files.createDirectories(folder);
    write(
        folder.resolve(PAGE),
        writer -> writer.write(HtmlReport.of(report, new ReasonSentences(language), language)));
    write(
        folder.resolve("mailboxes.csv"),
        writer -> CsvReport.mailboxes(report, CsvReport.Form.SPREADSHEET, writer));
    write(
        folder.resolve("domains.csv"),
        writer -> CsvReport.domains(report, CsvReport.Form.SPREADSHEET, writer));
    write(
        folder.resolve("silent_failures.csv"),
        writer -> CsvReport.silentFailures(report, CsvReport.Form.SPREADSHEET, writer));
  }

  private static void write(Path file, Content content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
      content.writeTo(writer);
    }
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException slower) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
