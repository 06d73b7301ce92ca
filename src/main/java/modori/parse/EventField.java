package modori.parse;

/**
 * A piece of text that a line gives; slices of the line, decoded only where a row is made of them.
 */
public enum EventField {
  /** The queue id; Exim's and qmail's message ids too. Without it an event stands alone. */
  QUEUE_ID,
  /** For a multi-instance server the name of the instance; queue ids are unique only within one. */
  INSTANCE,
  /** The queue id of the notice, of the re-injected message or of the next hop. */
  OTHER_QUEUE_ID,
  /** Message-ID without angle brackets. */
  MESSAGE_ID,
  /** Reverse-path without angle brackets; present and empty for the null reverse-path. */
  SENDER,
  /**
   * Recipient without angle brackets, or a list as written with {@link EventFlag#RECIPIENT_LIST}.
   */
  RECIPIENT,
  /** The recipient before alias expansion, without angle brackets. */
  ORIGINAL_RECIPIENT,
  /** Name of the client that handed the message in. */
  CLIENT_NAME,
  /** IP address of the client, without brackets. */
  CLIENT_IP,
  /** SASL login, or the local account that submitted the message. */
  AUTH_USER,
  /** What the client said in HELO or EHLO. */
  HELO,
  /** Host name of the next hop; none for local delivery. */
  RELAY_HOST,
  /** IP address of the next hop. */
  RELAY_IP,
  /**
   * The part of the server that made the attempt: Postfix' daemon, Sendmail's mailer, Exim's
   * transport.
   */
  MAILER,
  /** Enhanced status code as sent, x.y.z. */
  ENHANCED_CODE,
  /**
   * The text that explains the outcome, without its outer parentheses; a quoted reply with its
   * codes.
   */
  TEXT,
  /** TLS protocol version. */
  TLS_VERSION,
  /** TLS cipher. */
  TLS_CIPHER,
  /**
   * What names an attempt or session in the lines of servers that write no queue id in all of them:
   * qmail's delivery number, OpenSMTPD's session.
   */
  DELIVERY_ID,
  /** The local account whose store is meant, of a {@link EventType#STORED} event. */
  ACCOUNT
}
