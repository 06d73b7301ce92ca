package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modori.classify.FailureReason;
import modori.classify.ShapeMemo;

/** Folds the failures of one day by their wording and by the domain of their sender. */
final class FailureFolder {
  private static final int MOST_TEXTS = 10_000;
  private static final int MOST_SENDERS = 40_000;

  private final LocalDate day;
  private final ShapeMemo shapes;
  private final Map<FailureReason, OfReason> reasons = new EnumMap<>(FailureReason.class);
  private int texts;
  private int senders;
  private String lastText = "";
  private String lastShape = "";

  /** The failures of one reason. */
  private static final class OfReason {
    /** By shape; one for each rule that has named the reason. */
    final Map<String, List<TextPartial>> texts = new HashMap<>();

    final Map<String, SenderPartial> senders = new HashMap<>();
  }

  FailureFolder(LocalDate day, ShapeMemo shapes) {
    this.day = day;
    this.shapes = shapes;
  }

  /** Takes a failure; what grows too large is packed into the chunks. */
  void add(
      MailFact fact,
      FailureReason reason,
      long message,
      long mailbox,
      long domain,
      FactChunk.Builder chunks) {
    String text = fact.text == null ? "" : fact.text;
    if (!text.equals(lastText)) {
      lastText = text;
      lastShape = shapes.of(text);
    }
    OfReason ofReason = reasons.computeIfAbsent(reason, any -> new OfReason());
    text(ofReason, fact, reason).count(fact, text, domain);
    if (fact.sender != null) {
      String ofSender = fact.senderDomain == null ? "" : fact.senderDomain;
      SenderPartial part = ofReason.senders.get(ofSender);
      if (part == null) {
        part = new SenderPartial(day, ofSender, reason.id());
        ofReason.senders.put(ofSender, part);
        senders++;
      }
      part.count(message, mailbox);
    }
    if (texts > MOST_TEXTS) {
      packTexts(chunks);
    }
    if (senders > MOST_SENDERS) {
      packSenders(chunks);
    }
  }

  private TextPartial text(OfReason ofReason, MailFact fact, FailureReason reason) {
    List<TextPartial> parts = ofReason.texts.computeIfAbsent(lastShape, any -> new ArrayList<>(1));
    for (TextPartial part : parts) {
      if (part.isBy(fact.ruleId)) {
        return part;
      }
    }
    TextPartial part = new TextPartial(day, reason.id(), fact.ruleId, lastShape);
    parts.add(part);
    texts++;
    return part;
  }

  /** Packs all that was folded. */
  void pack(FactChunk.Builder chunks) {
    packTexts(chunks);
    packSenders(chunks);
  }

  private void packTexts(FactChunk.Builder chunks) {
    for (OfReason reason : reasons.values()) {
      reason.texts.values().forEach(parts -> parts.forEach(chunks::add));
      reason.texts.clear();
    }
    texts = 0;
  }

  private void packSenders(FactChunk.Builder chunks) {
    for (OfReason reason : reasons.values()) {
      reason.senders.values().forEach(chunks::add);
      reason.senders.clear();
    }
    senders = 0;
  }
}
