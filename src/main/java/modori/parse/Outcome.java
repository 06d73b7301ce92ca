package modori.parse;

import java.util.Locale;

/** How an attempt ended: the {@code event_type} of a delivery attempt. */
public enum Outcome {
  /** Accepted by the final server or store. */
  DELIVERED,
  /** Handed to another server or program of our own, which reports for itself. */
  RELAYED,
  /** Put off; the queue tries again. */
  DEFERRED,
  /** Failed for good; a notice is due. */
  BOUNCED,
  /** Failed for good because the queue gave up. */
  EXPIRED,
  /** Refused at SMTP time; the client has to tell its user. */
  REJECTED,
  /** Thrown away on purpose. */
  DISCARDED,
  /** Kept in the queue by hand or by policy. */
  HELD;

  private final String columnValue = name().toLowerCase(Locale.ROOT);

  /** The name in tables, for example {@code delivered}. */
  public String columnValue() {
    return columnValue;
  }
}
