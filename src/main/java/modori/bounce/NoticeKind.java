package modori.bounce;

import java.util.Locale;

/** What a message is that may be a notice about another mail. */
public enum NoticeKind {
  /** A recipient finally did not get the mail. */
  BOUNCE,
  /** Delivery is late and still tried. */
  DELAY,
  /** The mail was delivered, relayed or expanded (RFC 3464 section 2.3.3). */
  SUCCESS,
  /** A message disposition notification (RFC 8098). */
  MDN,
  /** A feedback report (RFC 5965). */
  COMPLAINT,
  /** An automatic answer (RFC 3834). */
  AUTO_REPLY,
  /** The recipient's side wants the sender to confirm first. */
  CHALLENGE,
  /** An ordinary mail, or no mail at all. */
  NOT_A_NOTICE,
  /** A report that is damaged beyond reading. */
  UNPARSABLE;

  /** The name in tables, for example {@code auto_reply}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
