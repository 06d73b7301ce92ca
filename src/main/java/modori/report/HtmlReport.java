package modori.report;

import java.util.ArrayList;
import java.util.List;
import modori.chronic.Hosting;
import modori.classify.Language;
import modori.report.Changes.MailboxChange;

/** The first page of a report: what is new, worse and over, who should do what, and the lists. */
final class HtmlReport {
  /** So many rows are inside the page; a longer list lies in a file of its own. */
  static final int MOST_ROWS_INSIDE = 1000;

  private static final int MOST_CHANGES = 50;

  private final NightReport report;
  private final ReasonTexts reasons;
  private final Phrases phrases;
  private final Place place;
  private final Html html = new Html();
  private final PageData data;

  private HtmlReport(NightReport report, ReasonTexts reasons, Language language, Place place) {
    this.report = report;
    this.reasons = reasons;
    this.phrases = new Phrases(language);
    this.place = place;
    this.data = new PageData(phrases);
  }

  /** The whole page. */
  static String of(NightReport report, ReasonTexts reasons, Language language, Place place) {
    return new HtmlReport(report, reasons, language, place).page();
  }

  private String page() {
    HtmlFrame.open(html, title(), place, phrases);
    summary();
    todo();
    changes();
    pictures();
    domains();
    mailboxes();
    flapping();
    remedies();
    new HtmlFacts(html, report, reasons, phrases).write();
    HtmlFrame.close(html, report, data, place, phrases);
    return html.toString();
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
    figure(phrases.of("over"), report.changes().recovered().size());
    figure(phrases.of("figure.lost"), report.messagesLost());
    html.markup("</dl>\n");
    HtmlFrame.coverage(html, report, phrases);
    html.markup("</header>\n");
  }

  private void figure(String name, long value) {
    html.markup("<div>")
        .element("dt", name)
        .element("dd", phrases.number(value))
        .markup("</div>\n");
  }

  private void todo() {
    List<String> sentences = Summary.todo(report, phrases);
    if (sentences.isEmpty()) {
      return;
    }
    section("todo");
    html.markup("<ul class=\"todo\">\n");
    sentences.forEach(sentence -> html.element("li", sentence).markup("\n"));
    html.markup("</ul>\n</section>\n");
  }

  private void changes() {
    Changes changes = report.changes();
    if (changes.equals(Changes.NONE)) {
      return;
    }
    section("changes");
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
    for (MailboxChange change : changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
      html.markup("<tr><th scope=\"row\">")
          .foreign(change.address())
          .markup("</th>")
          .element("td", phrases.of(key))
          .element("td", phrases.level(change.level()))
          .element("td class=\"n\"", phrases.number(change.fullDays()))
          .markup("</tr>\n");
    }
    if (changes.size() > MOST_CHANGES) {
      html.markup("<tr>")
          .element("th scope=\"row\"", phrases.of("more", changes.size() - MOST_CHANGES))
          .element("td", phrases.of(key))
          .markup("<td></td><td></td></tr>\n");
    }
  }

  private void pictures() {
    HtmlPictures pictures = new HtmlPictures(html, data, report, phrases);
    Pictures drawn = report.pictures();
    if (report.domains().isEmpty() && drawn.equals(Pictures.NONE)) {
      return;
    }
    section("pictures");
    html.markup("<div class=\"pictures\">\n");
    pictures.trend(drawn.trend());
    if (!report.domains().isEmpty()) {
      pictures.ranking();
    }
    pictures.ends(drawn.ends());
    pictures.recovery(drawn.recoveries());
    pictures.hours(drawn.hours());
    html.markup("</div>\n</section>\n");
  }

  private void domains() {
    if (report.domains().isEmpty()) {
      return;
    }
    section("domains");
    new HtmlDomains(html, phrases).write(report.domains());
    html.markup("</section>\n");
    data.table("domains", report.domains().stream().map(PageData::row).toList());
  }

  private void mailboxes() {
    if (report.mailboxes() == 0) {
      return;
    }
    section("mailboxes");
    List<FullMailbox> all = report.mostSeriousFirst();
    new HtmlMailboxes(html, report, phrases).write(phrases.of("mailboxes.all"), all);
    html.markup("</section>\n");
    if (all.size() > MOST_ROWS_INSIDE) {
      data.table("mailboxes", place.root() + HtmlSite.MAILBOXES);
    } else {
      data.table("mailboxes", rows(all, report, phrases));
    }
  }

  static List<Object> rows(List<FullMailbox> mailboxes, NightReport report, Phrases phrases) {
    List<Object> rows = new ArrayList<>();
    mailboxes.forEach(mailbox -> rows.add(PageData.row(mailbox, report, phrases)));
    return rows;
  }

  private void flapping() {
    if (report.flapping().isEmpty()) {
      return;
    }
    section("flapping.title");
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
    if (report.mailboxReasons().isEmpty()) {
      return;
    }
    section("remedy");
    html.markup("<dl class=\"remedy\">\n");
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

  private void section(String key) {
    html.markup("<section")
        .attribute("id", key.replace(".title", ""))
        .attribute("aria-label", phrases.of(key))
        .markup(">\n")
        .element("h2", phrases.of(key))
        .markup("\n");
  }

  private String title() {
    return phrases.of("title", report.run().asOfDay() + " (" + report.run().zone().getId() + ")");
  }
}
