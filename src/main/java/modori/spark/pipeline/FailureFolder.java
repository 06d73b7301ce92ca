package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import modori.classify.FailureReason;
import modori.classify.TextShape;

/** Folds the failures of one day by their wording and by the domain of their sender. */
final class FailureFolder {
  private static final int MOST_TEXTS = 10_000;
  private static final int MOST_SENDERS = 40_000;

  private final LocalDate day;
  private final Map<String, TextPartial> texts = new HashMap<>();
  private final Map<String, SenderPartial> senders = new HashMap<>();
  private String lastText = "";
  private String lastShape = "";

  FailureFolder(LocalDate day) {
    this.day = day;
  }

  /** Takes a failure; what grows too large is packed into the chunks. */
  void add(
      MailFact fact, FailureReason reason, long message, long mailbox, FactChunk.Builder chunks) {
    String text = fact.text == null ? "" : fact.text;
    if (!text.equals(lastText)) {
      lastText = text;
      lastShape = TextShape.of(text);
    }
    TextPartial ofText = new TextPartial(day, reason.id(), fact.ruleId, lastShape);
    TextPartial knownText = texts.putIfAbsent(ofText.key(), ofText);
    (knownText == null ? ofText : knownText).count(fact, text);
    if (texts.size() > MOST_TEXTS) {
      packTexts(chunks);
    }
    if (fact.sender != null) {
      String domain = fact.senderDomain == null ? "" : fact.senderDomain;
      SenderPartial ofSender = new SenderPartial(day, domain, reason.id());
      SenderPartial known = senders.putIfAbsent(ofSender.key(), ofSender);
      (known == null ? ofSender : known).count(message, mailbox);
      if (senders.size() > MOST_SENDERS) {
        packSenders(chunks);
      }
    }
  }

  /** Packs all that was folded. */
  void pack(FactChunk.Builder chunks) {
    packTexts(chunks);
    packSenders(chunks);
  }

  private void packTexts(FactChunk.Builder chunks) {
    texts.values().forEach(chunks::add);
    texts.clear();
  }

  private void packSenders(FactChunk.Builder chunks) {
    senders.values().forEach(chunks::add);
    senders.clear();
  }
}
