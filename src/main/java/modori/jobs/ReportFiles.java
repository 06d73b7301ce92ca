package modori.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import modori.classify.Language;
import modori.report.CsvReport;
import modori.report.HtmlSite;
import modori.report.NightArchive;
import modori.report.NightReport;

/** The report as files; each is written beside its place and then moved there. */
final class ReportFiles {
  /** The page to open. */
  static final String PAGE = HtmlSite.PAGE;

  private final Path folder;
  private final Set<Path> written = new HashSet<>();

  private ReportFiles(Path folder) {
    this.folder = folder;
  }

  private interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  static void write(Path folder, NightReport report, Language language) throws IOException {
    ReportFiles files = new ReportFiles(folder);
    Files.createDirectories(folder);
    files.put(NightArchive.FILE, NightArchive.pack(report));
    files.csv("mailboxes.csv", out -> CsvReport.mailboxes(report, SPREADSHEET, out));
    files.csv("domains.csv", out -> CsvReport.domains(report, SPREADSHEET, out));
    files.csv("silent_failures.csv", out -> CsvReport.silentFailures(report, SPREADSHEET, out));
    HtmlSite.write(report, ReasonSentences::new, language, files::put);
    files.removeOlder();
  }

  private static final CsvReport.Form SPREADSHEET = CsvReport.Form.SPREADSHEET;

  private void csv(String name, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      content.writeTo(writer);
    }
    put(name, bytes.toByteArray());
  }

  private void put(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    replace(file, content);
    written.add(file);
  }

  /** Writes beside the place, then moves there: no reader sees half a file. */
  static void replace(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(draft, content);
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException slower) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  // Pages of domains that are no longer in the report.
  private void removeOlder() throws IOException {
    for (String pages : List.of("domains", "en/domains", "ja/domains")) {
      Path domains = folder.resolve(pages);
      if (!Files.isDirectory(domains)) {
        continue;
      }
      try (DirectoryStream<Path> old = Files.newDirectoryStream(domains, "at-*.html")) {
        for (Path page : old) {
          if (!written.contains(page)) {
            Files.delete(page);
          }
        }
      }
    }
  }
}
