package modori.correlate;

import java.util.Locale;

/** How a notice was linked, strongest first (semantics 4.1). */
public enum LinkMethod {
  /** Our server logged which notice it made of which message. */
  OWN_NOTICE(1.0f),
  /** The notice names our host and queue id. */
  QUEUE_ID(1.0f),
  /** The returned header has the Message-ID of our log. */
  MESSAGE_ID(0.9f),
  /** One message only went from this sender to this recipient in the time before. */
  UNIQUE_CANDIDATE(0.6f),
  /** Another failure of the same mailbox with the same text, near in time, is explained. */
  SAME_MAILBOX(0.6f),
  /** No notice: what the same server logged of that recipient and domain explains its refusal. */
  SAME_SERVER(0.6f),
  /** No notice: the mail store's own line says that it had no room for the message. */
  STORE_LOG(0.9f);

  private final float confidence;

  LinkMethod(float confidence) {
    this.confidence = confidence;
  }

  /** Whether it rests on the log alone, without any notice. */
  public boolean isFromLog() {
    return this == SAME_MAILBOX || this == SAME_SERVER || this == STORE_LOG;
  }

  /** The column {@code link_confidence}. */
  public float confidence() {
    return confidence;
  }

  /**
   * The method of a value of the column {@code link_method}.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public static LinkMethod of(String columnValue) {
    return valueOf(columnValue.toUpperCase(Locale.ROOT));
  }

  /** The column {@code link_method}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
