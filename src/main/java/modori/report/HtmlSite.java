package modori.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import modori.classify.Language;
import modori.report.Pictures.EndCount;

/**
 * The report as a folder of pages (HTML) that needs nothing else, neither server nor network: the
 * first page, a page per domain, and both again in the other language.
 */
public final class HtmlSite {
  /** The page to open. */
  public static final String PAGE = "index.html";

  /** The list of mailboxes, where it is too long for the pages. */
  static final String MAILBOXES = "data/mailboxes.js";

  private static final List<String> ASSETS =
      List.of(
          "page.css",
          "theme.js",
          "tables.js",
          "charts.js",
          "charts/echarts.min.js",
          "charts/LICENSE",
          "charts/NOTICE");

  private final NightReport report;
  private final Function<Language, ReasonTexts> reasons;
  private final Output output;
  private final Map<String, List<EndCount>> ends = new HashMap<>();

  /** Takes the files of a report. */
  public interface Output {
    /** Takes a file; the path is relative to the report's folder, with slashes. */
    void file(String path, byte[] content) throws IOException;
  }

  private HtmlSite(NightReport report, Function<Language, ReasonTexts> reasons, Output output) {
    this.report = report;
    this.reasons = reasons;
    this.output = output;
    for (EndCount count : report.pictures().ends()) {
      ends.computeIfAbsent(count.domain(), any -> new ArrayList<>()).add(count);
    }
  }

  /**
   * Writes all pages, the first page last.
   *
   * @param first the language of the pages at the top of the folder
   */
  public static void write(
      NightReport report, Function<Language, ReasonTexts> reasons, Language first, Output output)
      throws IOException {
    HtmlSite site = new HtmlSite(report, reasons, output);
    Language second = first == Language.ENGLISH ? Language.JAPANESE : Language.ENGLISH;
    String folder = second.locale().toLanguageTag() + "/";
    site.assets();
    site.mailboxes();
    site.pages(second, folder, "");
    site.pages(first, "", folder);
  }

  private void assets() throws IOException {
    for (String asset : ASSETS) {
      try (InputStream in = HtmlSite.class.getResourceAsStream(asset)) {
        if (in == null) {
          throw new IllegalStateException(asset + " is missing beside the class");
        }
        String name = asset.substring(asset.indexOf('/') + 1);
        output.file(
            "assets/" + (name.contains(".") ? name : "echarts-" + name + ".txt"),
            in.readAllBytes());
      }
    }
  }

  private void mailboxes() throws IOException {
    List<FullMailbox> all = report.mostSeriousFirst();
    if (all.size() > HtmlReport.MOST_ROWS_INSIDE) {
      // Dates and counts are the same in all languages.
      List<Object> rows = HtmlReport.rows(all, report, new Phrases(Language.ENGLISH));
      put(MAILBOXES, "window.modoriMailboxes = " + PageData.json(rows) + ";\n");
    }
  }

  private void pages(Language language, String folder, String other) throws IOException {
    for (DomainSection domain : report.domains()) {
      put(
          folder + Place.domainFile(domain.domain()),
          HtmlDomain.of(
              report,
              domain,
              ends.getOrDefault(domain.domain(), List.of()),
              language,
              Place.domain(domain.domain(), folder, other)));
    }
    put(
        folder + PAGE,
        HtmlReport.of(report, reasons.apply(language), language, Place.index(folder, other)));
  }

  private void put(String path, String content) throws IOException {
    output.file(path, content.getBytes(StandardCharsets.UTF_8));
  }
}
