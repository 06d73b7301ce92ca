package modori.report;

import org.jspecify.annotations.Nullable;

/** The sections of the page about the mail as a whole. */
final class HtmlFacts {
  private final Html html;
  private final NightReport report;
  private final ReasonTexts reasons;
  private final Phrases phrases;

  HtmlFacts(Html html, NightReport report, ReasonTexts reasons, Phrases phrases) {
    this.html = html;
    this.report = report;
    this.reasons = reasons;
    this.phrases = phrases;
  }

  void write() {
    silentFailures();
    notices();
    mail();
    reasons();
  }

  private void silentFailures() {
    if (report.silentFailures().isEmpty()) {
      return;
    }
    start("silent.title", phrases.of("silent.caption"));
    html.element("th scope=\"col\"", phrases.of("silent.login"))
        .element("th scope=\"col\"", phrases.of("silent.client"))
        .element("th scope=\"col\"", phrases.of("silent.sender"))
        .element("th scope=\"col\"", phrases.of("silent.kind"))
        .element("th scope=\"col\"", phrases.of("reason"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("silent.messages"))
        .markup("</tr></thead>\n<tbody>\n");
    for (SilentGroup group : report.silentFailures()) {
      html.markup("<tr><th scope=\"row\">");
      foreign(group.authUser(), "silent.nobody");
      html.markup("</th><td>");
      foreign(group.clientAddress(), "silent.unlogged");
      html.markup("</td><td>")
          .foreign(
              group.senderAddress().isEmpty()
                  ? phrases.of("silent.nullSender")
                  : group.senderAddress())
          .markup("</td>")
          .element("td", phrases.silentKind(group.kind()))
          .markup("<td><code")
          .attribute("title", reasons.meaning(group.reason()))
          .markup(">")
          .text(group.reason())
          .markup("</code></td>")
          .element("td class=\"n\"", phrases.number(group.messages()))
          .markup("</tr>\n");
    }
    end();
  }

  private void notices() {
    NoticeCounts notices = report.notices();
    if (notices.total() == 0) {
      return;
    }
    start("notices", phrases.of("notices.caption", notices.linkedShare()));
    html.element("th scope=\"col\"", phrases.of("notices"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("count"))
        .markup("</tr></thead>\n<tbody>\n");
    count("notices.ours", notices.ours());
    count("notices.backscatter", notices.backscatter());
    count("notices.forged", notices.forged());
    count("notices.unknown", notices.unknown());
    end();
  }

  private void mail() {
    Totals totals = report.totals();
    start("mail", phrases.of("mail.caption", report.run().asOfDay().toString()));
    html.element("th scope=\"col\"", phrases.of("mail"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("count"))
        .markup("</tr></thead>\n<tbody>\n");
    count("delivered", totals.delivered());
    count("deferred", totals.deferred());
    count("bounced", totals.bounced());
    count("expired", totals.expired());
    count("rejected", totals.rejected());
    end();
  }

  private void reasons() {
    if (report.totals().reasons().isEmpty()) {
      return;
    }
    start("reasons", phrases.of("reasons.caption", report.run().asOfDay().toString()));
    html.element("th scope=\"col\"", phrases.of("reason"))
        .element("th scope=\"col\"", phrases.of("meaning"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("here"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("elsewhere"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("all"))
        .markup("</tr></thead>\n<tbody>\n");
    for (Totals.ReasonCount reason : report.totals().reasons()) {
      html.markup("<tr><th scope=\"row\"><code>")
          .text(reason.reason())
          .markup("</code></th>")
          .element("td", reasons.meaning(reason.reason()))
          .element("td class=\"n\"", phrases.number(reason.own()))
          .element("td class=\"n\"", phrases.number(reason.remote()))
          .element("td class=\"n\"", phrases.number(reason.total()))
          .markup("</tr>\n");
    }
    end();
  }

  private void start(String titleKey, String caption) {
    html.markup("<section>\n")
        .element("h2", phrases.of(titleKey))
        .markup("\n<div class=\"scroll\"><table>\n")
        .element("caption", caption)
        .markup("\n<thead><tr>");
  }

  private void end() {
    html.markup("</tbody>\n</table></div>\n</section>\n");
  }

  private void count(String key, long value) {
    html.markup("<tr>")
        .element("th scope=\"row\"", phrases.of(key))
        .element("td class=\"n\"", phrases.number(value))
        .markup("</tr>\n");
  }

  private void foreign(@Nullable String text, String absent) {
    if (text == null) {
      html.text(phrases.of(absent));
    } else {
      html.foreign(text);
    }
  }
}
