package modori.report;

import java.util.List;
import modori.chronic.DayLetter;

/** The list of full mailboxes: its first rows; the scripts turn it over, sort and search it. */
final class HtmlMailboxes {
  /** Rows of a list that are shown at once. */
  static final int ROWS = 25;

  private final Html html;
  private final NightReport report;
  private final Phrases phrases;

  HtmlMailboxes(Html html, NightReport report, Phrases phrases) {
    this.html = html;
    this.report = report;
    this.phrases = phrases;
  }

  void write(String caption, List<FullMailbox> mailboxes) {
    legend();
    html.markup("<div class=\"list\" data-table=\"mailboxes\"")
        .attribute("data-last", report.run().asOfDay().toString())
        .markup("><div class=\"scroll\"><table class=\"boxes\">\n")
        .element("caption", caption)
        .markup("\n<thead><tr>");
    column("mailbox", "");
    column("level", "");
    column("since", "");
    column("lastFull", "");
    column("fullDays", "n");
    column("lost.column", "n");
    column("senders", "n");
    column("trend", "");
    html.markup("</tr></thead>\n<tbody>\n");
    mailboxes.stream().limit(ROWS).forEach(this::row);
    html.markup("</tbody>\n</table></div></div>\n");
  }

  private void column(String key, String style) {
    column(html, phrases.of(key), style);
  }

  /** A header of a list that can be sorted; without scripts its button is a mere word. */
  static void column(Html html, String name, String style) {
    html.markup("<th scope=\"col\" aria-sort=\"none\"");
    if (!style.isEmpty()) {
      html.attribute("class", style);
    }
    html.markup("><button type=\"button\">").text(name).markup("</button></th>");
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

  private void row(FullMailbox mailbox) {
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
}
