package modori.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import modori.chronic.DayLetter;
import modori.report.Changes.MailboxChange;

/** The page of a mail: styles at every element, 640 pixels wide, pictures from within the mail. */
final class MailHtml {
  private static final int WIDTH = 600;
  private static final int MOST_BAR = 16;
  private static final int MOST_NAMES = 10;
  private static final int MOST_MAILBOXES = 20;
  private static final String INK = "color:#1c2430;";
  private static final String QUIET = "color:#5b6675;font-size:13px;";
  private static final String HEADING =
      "h2 style=\"" + INK + "font-size:17px;margin:24px 0 8px;line-height:1.3\"";
  private static final String CELL = "padding:4px 8px 4px 0;vertical-align:top;font-size:14px";

  private final NightReport report;
  private final ReasonTexts reasons;
  private final Phrases phrases;
  private final UnaryOperator<String> contentId;
  private final Html html = new Html();
  private final List<MailPicture> pictures = new ArrayList<>();
  private final Map<DayLetter, MailPicture> legend = new LinkedHashMap<>();

  /**
   * A page.
   *
   * @param contentId the Content-ID of the picture with this name
   */
  MailHtml(
      NightReport report, ReasonTexts reasons, Phrases phrases, UnaryOperator<String> contentId) {
    this.report = report;
    this.reasons = reasons;
    this.phrases = phrases;
    this.contentId = contentId;
  }

  /** The pictures that the page shows. */
  List<MailPicture> pictures() {
    return pictures;
  }

  /** The whole page. */
  String page(String title, String link) {
    html.markup("<!DOCTYPE html>\n<html")
        .attribute("lang", phrases.languageTag())
        .markup("><head><meta charset=\"utf-8\">")
        .element("title", title)
        .markup("</head>\n<body style=\"margin:0;padding:0;background:#f6f7f9\">\n")
        .markup("<table role=\"presentation\" align=\"center\" width=\"640\" cellpadding=\"0\"")
        .markup(" cellspacing=\"0\" style=\"width:100%;max-width:640px;background:#ffffff;")
        .markup("font-family:Helvetica,Arial,'Hiragino Sans','Noto Sans JP','Yu Gothic UI',")
        .markup("sans-serif;line-height:1.5\"><tr><td style=\"padding:20px\">\n")
        .element("h1 style=\"" + QUIET + "margin:0 0 8px;font-weight:600\"", title)
        .markup("\n");
    sentences(link);
    list("todo", Summary.todo(report, phrases));
    changes();
    trend();
    mailboxes();
    list(
        "flapping.title",
        report.flapping().stream()
            .limit(MOST_NAMES)
            .map(
                box -> phrases.of("flapping.line", ForeignText.visible(box.address()), box.times()))
            .toList());
    list(
        "remedy",
        report.mailboxReasons().stream().map(id -> id + ": " + reasons.remedy(id)).toList());
    html.element(
            "p style=\"" + QUIET + "margin:24px 0 0\"",
            phrases.of("coverage")
                + ": "
                + String.join(Summary.separator(phrases), Summary.coverage(report, phrases)))
        .markup("\n</td></tr></table>\n</body></html>\n");
    return html.toString();
  }

  private void sentences(String link) {
    String style = "font-size:20px;font-weight:600;margin:0 0 6px;line-height:1.35";
    for (String sentence : Summary.of(report, phrases)) {
      html.element("p style=\"" + INK + style + "\"", sentence).markup("\n");
      style = "font-size:15px;margin:0 0 4px";
    }
    if (!link.isEmpty()) {
      html.markup("<p style=\"margin:8px 0 0;font-size:15px\"><a style=\"color:#0b5cad\"")
          .attribute("href", link)
          .markup(">")
          .text(phrases.of("mail.link"))
          .markup("</a></p>\n");
    }
  }

  private void list(String key, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    html.element(HEADING, phrases.of(key))
        .markup("\n<ul style=\"" + INK + "margin:0;padding-left:20px;font-size:14px\">\n");
    lines.forEach(line -> html.element("li style=\"margin:3px 0\"", line).markup("\n"));
    html.markup("</ul>\n");
  }

  private void changes() {
    Changes changes = report.changes();
    if (changes.equals(Changes.NONE)) {
      return;
    }
    html.element(HEADING, phrases.of("changes.caption")).markup("\n");
    table();
    names("new", changes.started());
    names("worse", changes.worse());
    names("recovered", changes.recovered());
    html.markup("</table>\n");
  }

  private void names(String key, List<MailboxChange> changes) {
    for (MailboxChange change : changes.subList(0, Math.min(MOST_NAMES, changes.size()))) {
      html.markup("<tr>")
          .element("td style=\"" + QUIET + CELL + ";white-space:nowrap\"", phrases.of(key))
          .markup("<td style=\"" + CELL + ";word-break:break-all\">")
          .foreign(change.address())
          .markup("</td></tr>\n");
    }
    if (changes.size() > MOST_NAMES) {
      html.markup("<tr>")
          .element("td style=\"" + QUIET + CELL + "\"", phrases.of(key))
          .element("td style=\"" + CELL + "\"", phrases.of("more", changes.size() - MOST_NAMES))
          .markup("</tr>\n");
    }
  }

  private void trend() {
    var days = report.pictures().trend();
    if (days.isEmpty()) {
      return;
    }
    String told = MailWords.trend(days, phrases);
    html.element(HEADING, phrases.of("flowdays")).markup("\n");
    image(MailPicture.trend("trend", days, Math.min(WIDTH, days.size() * MOST_BAR)), told);
    html.element("p style=\"" + QUIET + "margin:4px 0 0\"", told).markup("\n");
  }

  private void mailboxes() {
    if (report.mailboxes() == 0) {
      return;
    }
    html.element(HEADING, phrases.of("mailboxes")).markup("\n");
    int left = MOST_MAILBOXES;
    for (DomainSection domain : report.domains()) {
      if (left == 0) {
        break;
      }
      html.element(
              "p style=\"" + INK + "font-size:14px;font-weight:600;margin:14px 0 4px\"",
              Summary.domain(domain, phrases))
          .markup("\n");
      for (FullMailbox mailbox : domain.mailboxes().stream().limit(left).toList()) {
        mailbox(mailbox);
        left--;
      }
    }
    if (report.mailboxes() > MOST_MAILBOXES) {
      html.element(
              "p style=\"" + QUIET + "\"", phrases.of("more", report.mailboxes() - MOST_MAILBOXES))
          .markup("\n");
    }
    legend();
  }

  private void mailbox(FullMailbox mailbox) {
    String letters = mailbox.seenStrip().letters();
    letters
        .chars()
        .forEach(symbol -> legend.computeIfAbsent(DayLetter.of((char) symbol), this::cell));
    html.markup("<p style=\"" + INK + "font-size:14px;margin:8px 0 2px;word-break:break-all\">")
        .foreign(mailbox.address())
        .markup("</p>");
    image(
        MailPicture.strip("strip-" + (pictures.size() + 1), letters),
        HtmlStrip.label(mailbox.seenStrip(), phrases));
    html.element(
            "p style=\"" + QUIET + "margin:0\"",
            MailWords.mailbox(mailbox, report.run().zone(), phrases))
        .markup("\n");
  }

  private MailPicture cell(DayLetter letter) {
    return MailPicture.strip(
        "day-" + HtmlStrip.styleClass(letter), String.valueOf(letter.symbol()));
  }

  private void legend() {
    html.markup("<p style=\"" + QUIET + "margin:14px 0 0\">");
    for (DayLetter letter : DayLetter.values()) {
      MailPicture cell = legend.get(letter);
      if (cell != null) {
        html.markup("<span style=\"white-space:nowrap;margin-right:14px\">");
        image(cell, String.valueOf(letter.symbol()));
        html.text(" " + phrases.letter(letter)).markup("</span> ");
      }
    }
    html.markup("</p>\n");
  }

  private void image(MailPicture picture, String told) {
    pictures.add(picture);
    html.markup("<img")
        .attribute("src", "cid:" + contentId.apply(picture.name()))
        .attribute("width", String.valueOf(picture.width()))
        .attribute("height", String.valueOf(picture.height()))
        .attribute("alt", told)
        .markup(" style=\"max-width:100%;vertical-align:middle\">");
  }

  private void table() {
    html.markup("<table cellpadding=\"0\" cellspacing=\"0\" style=\"" + INK + "\">\n");
  }
}
