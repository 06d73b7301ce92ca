package modori.report;

/** What all pages of a report have in common: head, landmarks, and the end with the page's data. */
final class HtmlFrame {
  private HtmlFrame() {}

  static void open(Html html, String title, Place place, Phrases phrases) {
    html.markup("<!DOCTYPE html>\n<html")
        .attribute("lang", phrases.languageTag())
        .markup(">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .markup(" script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:\">\n")
        .markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
        .markup("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .element("title", title)
        .markup("\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\"")
        .attribute("href", place.root() + "assets/page.css")
        .markup(">\n<script")
        .attribute("src", place.root() + "assets/theme.js")
        .markup("></script>\n</head>\n<body>\n")
        .element("a class=\"skip\" href=\"#content\"", phrases.of("skip"))
        .markup("\n<nav")
        .attribute("aria-label", "modori")
        .markup("><a class=\"brand\"")
        .attribute("href", place.home() + "index.html")
        .markup(">modori</a>");
    if (!place.home().isEmpty()) {
      html.markup(" <a").attribute("href", place.home() + "index.html#domains").markup(">");
      html.text(phrases.of("home")).markup("</a>");
    }
    html.markup(" <span class=\"gap\"></span> <a id=\"language\"")
        .attribute("href", place.other())
        .attribute("lang", phrases.otherLanguageTag())
        .attribute("hreflang", phrases.otherLanguageTag())
        .markup(">")
        .text(phrases.of("language.other"))
        .markup("</a> <button type=\"button\" id=\"theme\" aria-pressed=\"false\">")
        .text(phrases.of("theme"))
        .markup("</button></nav>\n<main id=\"content\" tabindex=\"-1\">\n<noscript>")
        .element("p class=\"warn\"", phrases.of("noscript"))
        .markup("</noscript>\n");
  }

  static void close(Html html, NightReport report, PageData data, Place place, Phrases phrases) {
    html.markup("</main>\n<footer>")
        .element("p", phrases.of("run", report.run().runId(), report.run().zone().getId()))
        .markup("</footer>\n<script type=\"application/json\" id=\"data\">")
        .markup(data.json())
        .markup("</script>\n");
    for (String script : new String[] {"echarts.min.js", "charts.js", "tables.js"}) {
      html.markup("<script defer").attribute("src", place.root() + "assets/" + script);
      html.markup("></script>\n");
    }
    html.markup("</body>\n</html>\n");
  }

  /** How much of the truth is behind what stands above. */
  static void coverage(Html html, NightReport report, Phrases phrases) {
    html.element(
            "p class=\"coverage\"",
            phrases.of("coverage")
                + ": "
                + String.join(Summary.separator(phrases), Summary.coverage(report, phrases)))
        .markup("\n");
  }
}
