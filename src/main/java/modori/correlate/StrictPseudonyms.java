package modori.correlate;

import modori.classify.Classifier;
import modori.classify.KnownWords;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * Pseudonyms for a warehouse that is to tell of domains only. Kept is what a later night has to
 * know again: a mailbox, a message, and a client where it alone tells two refusals apart. Nothing
 * is kept of logins and of clients' names but that there was one, and of texts only the words that
 * rules know, or the text that proves the rule, by which they give the same reason.
 */
final class StrictPseudonyms extends Pseudonyms {
  private final KnownWords words = KnownWords.standard();
  private final Judge judge = new Judge(Classifier.standard());

  StrictPseudonyms(PseudonymKey key) {
    super(key);
  }

  @Override
  public String messageId(String id) {
    return digest("modori:message-id", id);
  }

  @Override
  public String name(String name) {
    return name.isEmpty() ? name : "somebody";
  }

  @Override
  public String place(String path) {
    return digest("modori:place", path);
  }

  @Override
  String login(String login) {
    return name(login);
  }

  // A colon or a dot tells a client from this host's own programs; loopback names nobody.
  @Override
  String client(String ip) {
    boolean own = ip.startsWith("127.") || ip.equals("::1");
    boolean address = ip.indexOf('.') > 0 || ip.indexOf(':') >= 0;
    return own ? ip : address ? "client:" + digest("modori:client", ip) : "client";
  }

  @Override
  public String text(String text, @Nullable String recipient) {
    return words.of(super.text(text, recipient));
  }

  @Override
  public String shape(String line) {
    return words.of(super.shape(line));
  }

  @Override
  String told(LogEvent event, String text, @Nullable String recipient) {
    String open = super.text(text, recipient);
    String closed = words.of(open);
    Judgement judgement = judged(event, open);
    if (judgement.equals(judged(event, closed))) {
      return closed;
    }
    // Words of other languages are looked for in parts: the rule's own proof stands for them.
    String example = words.example(judgement.ruleId());
    return example != null && judgement.equals(judged(event, example)) ? example : closed;
  }

  private Judgement judged(LogEvent event, String text) {
    int replyCode = (int) Math.max(0, event.number(EventNumber.REPLY_CODE));
    return judge.judge(
        replyCode < 200 || replyCode > 599 ? 0 : replyCode,
        event.has(EventField.ENHANCED_CODE) ? event.text(EventField.ENHANCED_CODE) : null,
        text,
        event.has(EventField.RELAY_HOST) ? event.text(EventField.RELAY_HOST) : null,
        event.stage());
  }
}
