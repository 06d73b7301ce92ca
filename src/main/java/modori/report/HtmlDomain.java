package modori.report;

import modori.classify.Language;
import modori.report.Pictures.EndCount;

/** The page of one domain. */
final class HtmlDomain {
  private HtmlDomain() {}

  static String of(
      NightReport report,
      DomainSection domain,
      java.util.List<EndCount> ends,
      Language language,
      Place place) {
    Phrases phrases = new Phrases(language);
    Html html = new Html();
    PageData data = new PageData(phrases);
    String day = report.run().asOfDay() + " (" + report.run().zone().getId() + ")";
    HtmlFrame.open(
        html,
        phrases.of("domain.title", ForeignText.visible(domain.domain()), day),
        place,
        phrases);
    html.markup("<header>\n<h1>").foreign(domain.domain()).markup("</h1>\n");
    html.element("p class=\"lead\"", Summary.measures(domain, phrases)).markup("\n");
    DomainPast past = domain.past();
    if (past.weekAgo() != null) {
      html.element("p", phrases.of("domain.week", phrases.percent(past.weekAgo().value())));
    }
    Totals totals = past.totals();
    html.element(
            "p",
            phrases.of(
                "domain.mail",
                report.run().asOfDay().toString(),
                totals.delivered(),
                totals.deferred(),
                totals.bounced(),
                totals.expired(),
                totals.rejected()))
        .markup("\n");
    HtmlFrame.coverage(html, report, phrases);
    html.markup("</header>\n<section id=\"mailboxes\">\n")
        .element("h2", phrases.of("mailboxes"))
        .markup("\n");
    new HtmlMailboxes(html, report, phrases)
        .write(
            phrases.of("mailboxes.caption", ForeignText.visible(domain.domain())),
            domain.mailboxes());
    data.table("mailboxes", HtmlReport.rows(domain.mailboxes(), report, phrases));
    html.markup("</section>\n<section id=\"pictures\">\n")
        .element("h2", phrases.of("pictures"))
        .markup("\n<div class=\"pictures\">\n");
    HtmlPictures pictures = new HtmlPictures(html, data, report, phrases);
    pictures.trend(past.trend());
    pictures.ends(ends);
    html.markup("</div>\n</section>\n");
    HtmlFrame.close(html, report, data, place, phrases);
    return html.toString();
  }
}
