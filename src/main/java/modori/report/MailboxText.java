package modori.report;

import java.time.ZoneId;
import modori.classify.Language;

/** One mailbox as text for a terminal. */
public final class MailboxText {
  private MailboxText() {}

  /** All that is known, and the letter to the customer in both languages. */
  public static String of(
      MailboxAnswer answer, ReasonTexts reasons, ZoneId zone, Language language) {
    MailboxWords words = new MailboxWords(language, zone);
    StringBuilder out = new StringBuilder();
    line(out, ForeignText.visible(answer.address()), "");
    line(out, words.say("State    ", "状態     "), words.state(answer));
    MailboxAnswer.State state = answer.state();
    if (state != null) {
      line(out, words.say("Server   ", "サーバー "), words.server(state));
      line(out, words.say("Cost     ", "影響     "), words.cost(state));
      line(out, words.say("60 days  ", "60日間   "), state.strip() + "  " + state.asOf());
      line(out, "         ", words.letters());
    }
    for (MailboxAnswer.FullTime episode : answer.episodes()) {
      line(
          out,
          words.say("Full     ", "満杯     "),
          words.time(episode.firstFull())
              + " – "
              + words.time(episode.lastFull())
              + "  "
              + episode.status()
              + ", "
              + episode.level());
    }
    for (MailboxAnswer.LastText text : answer.texts()) {
      out.append('\n');
      line(
          out,
          words.time(text.time()) + "  ",
          text.eventType() + ", " + text.reason() + ": " + reasons.meaning(text.reason()));
      line(
          out,
          "  ",
          (text.remote()
                  ? words.say("the other side's server refused", "相手側のサーバーが拒否")
                  : words.say("found by our own server", "当方のサーバーで検出"))
              + (text.relayHost() == null
                  ? ""
                  : " (" + ForeignText.visible(text.relayHost()) + ")"));
      if (text.replyText() != null) {
        line(out, "  ", ForeignText.visible(text.replyText()));
      }
      line(out, "  ", ForeignText.visible(text.sourceFile()) + " @ " + text.sourceOffset());
      line(out, "  ", text.rawLine() == null ? words.gone() : ForeignText.visible(text.rawLine()));
    }
    if (answer.texts().isEmpty() && answer.searchedFrom() != null) {
      line(
          out,
          "",
          words.say("no failure from ", "失敗なし: ")
              + answer.searchedFrom()
              + " – "
              + answer.searchedTo());
    }
    if (state != null) {
      for (Language one : Language.values()) {
        out.append("\n----\n").append(MailboxLetter.of(answer, zone, one));
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append((label + text).stripTrailing()).append('\n');
  }
}
