package modori.parse;

import java.util.Locale;

/** The SMTP command that a reply answers (RFC 5321 section 3.3). */
public enum SmtpStage {
  /** The greeting. */
  CONNECT,
  /** EHLO or HELO. */
  EHLO,
  /** AUTH or STARTTLS. */
  AUTH,
  /** MAIL FROM. */
  MAIL,
  /** RCPT TO. */
  RCPT,
  /** DATA. */
  DATA,
  /** The end of the message. */
  EOM;

  private final String columnValue = name().toLowerCase(Locale.ROOT);

  /** The name in tables, for example {@code rcpt}. */
  public String columnValue() {
    return columnValue;
  }
}
