package modori.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modori.chronic.DayLetter;
import modori.chronic.Hosting;
import modori.report.Changes.MailboxChange;

/**
 * The report as one page (HTML) that needs nothing else: no script, no request, for screens of
 * light and dark and for paper.
 */
public final class HtmlReport {
  private final NightReport report;
  private final ReasonTexts reasons;
  private final Phrases phrases;
  private final Html html = new Html();

  private HtmlReport(NightReport report, ReasonTexts reasons, ReportLanguage language) {
    this.report = report;
    this.reasons = reasons;
    this.phrases = new Phrases(language);
  }

  /** The whole page. */
  public static String of(NightReport report, ReasonTexts reasons, ReportLanguage language) {
    return new HtmlReport(report, reasons, language).page();
  }

  private String page() {
    head();
    summary();
    changes();
    mailboxes();
    flapping();
    remedies();
    new HtmlFacts(html, report, reasons, phrases).write();
    html.markup("<footer>")
        .element("p", phrases.of("run", report.run().runId(), report.run().zone().getId()))
        .markup("</footer>\n</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private void head() {
    html.markup("<!DOCTYPE html>\n<html")
        .attribute("lang", phrases.languageTag())
        .markup(">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup("<meta http-equiv=\"Content-Security-Policy\"")
        .markup(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        .markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
        .element("title", title())
        .markup("\n<style>\n")
        .markup(style())
        .markup("</style>\n</head>\n<body>\n<main>\n");
  }

  private void summary() {
    html.markup("<header>\n").element("h1", title()).markup("\n");
    List<String> sentences = Summary.of(report, phrases);
    for (int i = 0; i < sentences.size(); i++) {
      boolean incomplete = i == sentences.size() - 1 && !report.run().missingHosts().isEmpty();
      String style = i == 0 ? "p class=\"lead\"" : incomplete ? "p class=\"warn\"" : "p";
      html.element(style, sentences.get(i)).markup("\n");
    }
    html.markup("<dl class=\"figures\">\n");
    figure(phrases.of("figure.own"), report.mailboxes(Hosting.OWN));
    figure(phrases.of("figure.remote"), report.mailboxes(Hosting.REMOTE));
    figure(phrases.of("new"), report.changes().started().size());
    figure(phrases.of("worse"), report.changes().worse().size());
    figure(phrases.of("recovered"), report.changes().recovered().size());
    figure(phrases.of("figure.lost"), report.messagesLost());
    html.markup("</dl>\n")
        .element(
            "p class=\"coverage\"",
            phrases.of("coverage")
                + ": "
                + String.join(Summary.separator(phrases), Summary.coverage(report, phrases)))
        .markup("\n</header>\n");
  }

  private void figure(String name, long value) {
    html.markup("<div>")
        .element("dt", name)
        .element("dd", phrases.number(value))
        .markup("</div>\n");
  }

  private void changes() {
    Changes changes = report.changes();
    if (changes.equals(Changes.NONE)) {
      return;
    }
    html.markup("<section>\n").element("h2", phrases.of("changes")).markup("\n");
    html.markup("<div class=\"scroll\"><table>\n")
        .element("caption", phrases.of("changes.caption"))
        .markup("\n<thead><tr>")
        .element("th scope=\"col\"", phrases.of("mailbox"))
        .element("th scope=\"col\"", phrases.of("change"))
        .element("th scope=\"col\"", phrases.of("level"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("fullDays"))
        .markup("</tr></thead>\n<tbody>\n");
    changes("new", changes.started());
    changes("worse", changes.worse());
    changes("recovered", changes.recovered());
    html.markup("</tbody>\n</table></div>\n</section>\n");
  }

  private void changes(String key, List<MailboxChange> changes) {
    for (MailboxChange change : changes) {
      html.markup("<tr><th scope=\"row\">")
          .foreign(change.address())
          .markup("</th>")
          .element("td", phrases.of(key))
          .element("td", phrases.level(change.level()))
          .element("td class=\"n\"", phrases.number(change.fullDays()))
          .markup("</tr>\n");
    }
  }

  private void mailboxes() {
    if (report.mailboxes() == 0) {
      return;
    }
    html.markup("<section>\n").element("h2", phrases.of("mailboxes")).markup("\n");
    legend();
    report.domains().forEach(this::domain);
    html.markup("</section>\n");
  }

  private void legend() {
    html.markup("<ul class=\"legend\"").attribute("aria-label", phrases.of("letters")).markup(">");
    for (DayLetter letter : DayLetter.values()) {
      html.markup("<li><span class=\"strip\"><b class=\"" + HtmlStrip.styleClass(letter) + "\"><i>")
          .text(String.valueOf(letter.symbol()))
          .markup("</i></b></span> ")
          .text(phrases.letter(letter))
          .markup("</li>");
    }
    html.markup("</ul>\n");
  }

  private void domain(DomainSection domain) {
    html.markup("<h3>").foreign(domain.domain()).markup("</h3>\n");
    html.element("p class=\"note\"", Summary.measures(domain, phrases))
        .markup("\n<div class=\"scroll\"><table class=\"boxes\">\n")
        .element("caption", phrases.of("mailboxes.caption", ForeignText.visible(domain.domain())))
        .markup("\n<thead><tr>")
        .element("th scope=\"col\"", phrases.of("mailbox"))
        .element("th scope=\"col\"", phrases.of("level"))
        .element("th scope=\"col\"", phrases.of("since"))
        .element("th scope=\"col\"", phrases.of("lastFull"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("fullDays"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("lost.column"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("senders"))
        .element("th scope=\"col\"", phrases.of("trend"))
        .markup("</tr></thead>\n<tbody>\n");
    domain.mailboxes().forEach(this::mailbox);
    html.markup("</tbody>\n</table></div>\n");
  }

  private void mailbox(FullMailbox mailbox) {
    var zone = report.run().zone();
    var level = mailbox.episode().level();
    String since = phrases.day(mailbox.episode().firstFull(), zone);
    html.markup("<tr><th scope=\"row\">").foreign(mailbox.address()).markup("</th>");
    html.markup("<td><span class=\"level " + level.columnValue() + "\">")
        .text(phrases.level(level))
        .markup("</span></td><td class=\"d\"");
    if (mailbox.episode().lastOkBefore() == null) {
      html.attribute("title", phrases.of("sinceAtLatest.long", since));
      since = phrases.of("sinceAtLatest", since);
    }
    html.markup(">")
        .text(since)
        .markup("</td>")
        .element("td class=\"d\"", phrases.minute(mailbox.episode().lastFull(), zone))
        .element("td class=\"n\"", phrases.number(mailbox.episode().fullDays()))
        .element("td class=\"n\"", phrases.number(mailbox.messagesLost()))
        .element("td class=\"n\"", phrases.number(mailbox.sendersAffected()))
        .element("td", phrases.trend(mailbox.trend()))
        .markup("</tr>\n<tr class=\"days\"><td colspan=\"8\">");
    html.element("span class=\"end\"", mailbox.seenStrip().firstDay().toString());
    HtmlStrip.write(html, mailbox.seenStrip(), phrases);
    html.element("span class=\"end\"", mailbox.strip().lastDay().toString());
    html.markup("</td></tr>\n");
  }

  private void flapping() {
    if (report.flapping().isEmpty()) {
      return;
    }
    html.markup("<section>\n").element("h2", phrases.of("flapping.title")).markup("\n");
    html.markup("<div class=\"scroll\"><table>\n")
        .element("caption", phrases.of("flapping.caption"))
        .markup("\n<thead><tr>")
        .element("th scope=\"col\"", phrases.of("mailbox"))
        .element("th scope=\"col\"", phrases.of("flapping.where"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("flapping.times"))
        .markup("</tr></thead>\n<tbody>\n");
    for (FlappingMailbox mailbox : report.flapping()) {
      html.markup("<tr><th scope=\"row\">")
          .foreign(mailbox.address())
          .markup("</th>")
          .element("td", phrases.hosting(mailbox.hosting()))
          .element("td class=\"n\"", phrases.number(mailbox.times()))
          .markup("</tr>\n");
    }
    html.markup("</tbody>\n</table></div>\n</section>\n");
  }

  private void remedies() {
    String silent = Summary.silentRemedy(report, phrases);
    if (report.mailboxReasons().isEmpty() && silent.isEmpty()) {
      return;
    }
    html.markup("<section>\n")
        .element("h2", phrases.of("remedy"))
        .markup("\n<dl class=\"remedy\">\n");
    if (report.mailboxes(Hosting.OWN) > 0) {
      html.element("dt", phrases.of("figure.own"))
          .element("dd", phrases.of("remedy.own"))
          .markup("\n");
    }
    if (!silent.isEmpty()) {
      html.element("dt", phrases.of("silent.title")).element("dd", silent).markup("\n");
    }
    for (String reason : report.mailboxReasons()) {
      html.markup("<dt><code>")
          .text(reason)
          .markup("</code></dt>")
          .element("dd", reasons.meaning(reason))
          .element("dd", reasons.remedy(reason))
          .markup("\n");
    }
    html.markup("</dl>\n</section>\n");
  }

  private String title() {
    return phrases.of("title", report.run().asOfDay() + " (" + report.run().zone().getId() + ")");
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("page.css is missing beside the class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
