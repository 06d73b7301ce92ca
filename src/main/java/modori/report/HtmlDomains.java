package modori.report;

import java.util.List;
import java.util.OptionalDouble;
import modori.chronic.DomainDay;
import modori.chronic.Interval;
import modori.chronic.Share;

/** The list of domains, each with a link to its page: the ranking as numbers. */
final class HtmlDomains {
  private final Html html;
  private final Phrases phrases;

  HtmlDomains(Html html, Phrases phrases) {
    this.html = html;
    this.phrases = phrases;
  }

  void write(List<DomainSection> domains) {
    html.markup(
            "<div class=\"list\" data-table=\"domains\"><div class=\"scroll\"><table class=\"wide\">\n")
        .element("caption", phrases.of("domains.caption"))
        .markup("\n<thead><tr>");
    HtmlMailboxes.column(html, phrases.of("domains.domain"), "");
    HtmlMailboxes.column(html, phrases.of("domains.whose"), "");
    for (String key :
        new String[] {
          "domains.active",
          "domains.full",
          "domains.chronic",
          "ranking.share",
          "ranking.low",
          "ranking.high",
          "ranking.week",
          "domains.median"
        }) {
      HtmlMailboxes.column(html, phrases.of(key), "n");
    }
    html.markup("</tr></thead>\n<tbody>\n");
    domains.stream().limit(HtmlMailboxes.ROWS).forEach(this::row);
    html.markup("</tbody>\n</table></div></div>\n");
  }

  private void row(DomainSection domain) {
    DomainDay day = domain.measures();
    Interval interval = day.fullShare().wilson();
    Share weekAgo = domain.past().weekAgo();
    OptionalDouble median = day.recovery().medianDays();
    html.markup("<tr><th scope=\"row\"><a")
        .attribute("href", Place.domainFile(domain.domain()))
        .markup(">")
        .foreign(domain.domain())
        .markup("</a></th>")
        .element("td", phrases.hosting(domain.hosting()))
        .element("td class=\"n\"", phrases.number(day.fullShare().base()))
        .element("td class=\"n\"", phrases.number(day.mailboxesFull()))
        .element("td class=\"n\"", phrases.number(domain.mailboxes().size()))
        .element("td class=\"n\"", phrases.percent(day.fullShare().value()))
        .element("td class=\"n\"", phrases.percent(interval.low()))
        .element("td class=\"n\"", phrases.percent(interval.high()))
        .element("td class=\"n\"", weekAgo == null ? "–" : phrases.percent(weekAgo.value()))
        .element(
            "td class=\"n\"",
            median.isPresent()
                ? phrases.number((long) Math.ceil(median.getAsDouble()))
                : phrases.of("domains.median.none"))
        .markup("</tr>\n");
  }
}
