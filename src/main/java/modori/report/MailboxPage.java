package modori.report;

import java.time.ZoneId;
import modori.chronic.DayLetter;
import modori.classify.Language;

/** One mailbox as a page that needs nothing else. */
public final class MailboxPage {
  private static final String STYLE =
      "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
          + "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f2f2f2;color:#111;padding:.6rem}"
          + ".strip{font:bold 12px/1.6 monospace}.strip b{display:inline-block;width:1.2em;text-align:center}"
          + ".full{background:#b3341f;color:#fff}.room{background:#d7e8f7;color:#111}"
          + "caption{text-align:left;font-weight:bold}td,th{text-align:left;padding:.2rem .8rem .2rem 0}"
          + "@media(prefers-color-scheme:dark){body{background:#181818;color:#eee}pre{background:#2a2a2a;color:#eee}}";

  private MailboxPage() {}

  /** The page, in one language; the letter to the customer in both. */
  public static String of(
      MailboxAnswer answer, ReasonTexts reasons, ZoneId zone, Language language) {
    MailboxWords words = new MailboxWords(language, zone);
    Html html = new Html();
    html.markup("<!DOCTYPE html>\n<html lang=\"" + language.locale().getLanguage() + "\">");
    html.markup(
        "<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
    html.element("title", ForeignText.visible(answer.address()));
    html.markup("<style>" + STYLE + "</style></head><body><h1>");
    html.foreign(answer.address()).markup("</h1>");
    html.element("p", words.state(answer));
    MailboxAnswer.State state = answer.state();
    if (state != null) {
      html.element("p", words.say("Server: ", "サーバー: ") + words.server(state));
      html.element("p", words.cost(state));
      strip(html, state, words);
      episodes(html, answer, words);
    }
    for (MailboxAnswer.LastText text : answer.texts()) {
      html.element("h2", words.time(text.time()) + "  " + text.eventType());
      html.element("p", text.reason() + ": " + reasons.meaning(text.reason()));
      html.markup("<p>").foreign(text.sourceFile()).text(" @ " + text.sourceOffset());
      html.markup("</p><pre>");
      html.foreign(
          text.rawLine() == null
              ? words.gone() + (text.replyText() == null ? "" : ": " + text.replyText())
              : text.rawLine());
      html.markup("</pre>");
    }
    if (state != null) {
      html.element("h2", words.say("Letter to the customer", "お客様への文面"));
      for (Language one : Language.values()) {
        html.markup("<pre lang=\"" + one.locale().getLanguage() + "\">");
        html.text(MailboxLetter.of(answer, zone, one)).markup("</pre>");
      }
    }
    return html.markup("</body></html>\n").toString();
  }

  private static void strip(Html html, MailboxAnswer.State state, MailboxWords words) {
    int length = state.strip().length();
    html.element("h2", words.say("60 days", "60 日間"));
    html.markup("<p>").text(state.asOf().minusDays(length - 1L) + " – " + state.asOf());
    html.markup("</p><p class=\"strip\">");
    for (int i = 0; i < length; i++) {
      DayLetter letter = DayLetter.of(state.strip().charAt(i));
      String kind = letter.isFull() ? "full" : letter == DayLetter.ROOM ? "room" : "none";
      html.markup("<b class=\"" + kind + "\"");
      html.attribute("title", state.asOf().minusDays(length - 1L - i).toString()).markup(">");
      html.text(Character.toString(letter.symbol())).markup("</b>");
    }
    html.markup("</p>").element("p", words.letters());
  }

  private static void episodes(Html html, MailboxAnswer answer, MailboxWords words) {
    html.markup("<table>");
    html.element("caption", words.say("Times of being full", "満杯の期間")).markup("<tr>");
    for (String head :
        new String[] {
          words.say("full from", "満杯の開始"),
          words.say("last refusal", "最後の拒否"),
          words.say("became", "その後"),
          words.say("level", "度合い"),
          words.say("lost", "不達")
        }) {
      html.element("th scope=\"col\"", head);
    }
    html.markup("</tr>");
    for (MailboxAnswer.FullTime one : answer.episodes()) {
      html.markup("<tr>");
      html.element("td", words.time(one.firstFull())).element("td", words.time(one.lastFull()));
      html.element("td", one.status()).element("td", one.level());
      html.element("td", Integer.toString(one.messagesLost())).markup("</tr>");
    }
    html.markup("</table>");
  }
}
