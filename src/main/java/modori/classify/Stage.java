package modori.classify;

import java.util.List;

/** The step of the SMTP dialogue that was refused (RFC 5321 section 3). */
public enum Stage {
  /** Not told. */
  UNKNOWN(),
  /** The connection or the greeting. */
  CONNECT(
      "after initial connection",
      "while receiving the initial server greeting",
      "refused to talk to me",
      "connected to but greeting failed"),
  /** HELO, EHLO or LHLO. */
  EHLO(
      "in reply to ehlo",
      "in reply to helo",
      "in reply to lhlo",
      "after ehlo",
      "after helo",
      "connected to but my name was rejected"),
  /** The login. */
  AUTH("in reply to auth", "after auth"),
  /** MAIL FROM: the reverse-path. */
  MAIL(
      "in reply to mail from",
      "after mail from",
      "after pipelined mail from",
      "connected to but sender was rejected",
      "did not like our mail from"),
  /** RCPT TO: the recipient. */
  RCPT(
      "in reply to rcpt to",
      "after rcpt to",
      "after pipelined rcpt to",
      "does not like recipient",
      "did not like our rcpt to"),
  /** The DATA command. */
  DATA("in reply to data command", "after data", "failed on data command"),
  /** The end of the content. */
  EOM(
      "in reply to end of data",
      "after end of data",
      "failed after i sent the message",
      "did not like our final data");

  // How Postfix (smtp_proto.c), Exim (deliver.c, transports/smtp.c), qmail (qmail-remote.c) and
  // MailEnable-like relays name the step, folded as FoldedText folds.
  private final List<String> literals;

  Stage(String... literals) {
    this.literals = List.of(literals);
  }

  List<String> literals() {
    return literals;
  }
}
