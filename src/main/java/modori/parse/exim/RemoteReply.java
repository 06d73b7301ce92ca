package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.LogEvent;
import modori.parse.QuotedReply;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/**
 * The other server's answer in an explanation: {@code SMTP error from remote mail server after RCPT
 * TO:<a@d>: 550 …} (smtp.c), {@code LMTP error after end of data: 452 …} (lmtp.c), {@code response
 * to "RCPT TO:<a@d>" was: 550 …} (verify.c).
 */
final class RemoteReply {
  private static final byte[] SMTP_ERROR = word("SMTP error from remote mail");
  private static final byte[] AFTER = word(" after ");
  private static final byte[] IN_RESPONSE_TO = word("in response to ");
  private static final byte[] RESPONSE_TO = word("response to \"");
  private static final byte[] PIPELINED = word("pipelined ");
  private static final byte[] SENDING = word("sending ");
  private static final byte[] COLON = word(": ");
  private static final byte[] HOST = word("host ");
  private static final byte[] DATA = word("DATA");
  private static final byte[] LMTP = word("LMTP error");
  private static final byte[] PRDR = word("PRDR error");

  private RemoteReply() {}

  /**
   * Sets stage (where none is set), reply code, enhanced code, and whether another server said no.
   */
  static void read(byte[] b, int from, int to, LogEvent event) {
    if (isDigit(b[from])) {
      QuotedReply.read(b, from, to, event);
    }
    int error = indexOf(b, from, to, SMTP_ERROR);
    boolean remote = error >= 0;
    int command = indexOf(b, remote ? error : from, to, AFTER);
    if (command >= 0) {
      command += AFTER.length;
    } else {
      command = indexOf(b, from, to, IN_RESPONSE_TO);
      if (command >= 0) {
        command += IN_RESPONSE_TO.length;
      } else {
        command = indexOf(b, from, to, RESPONSE_TO);
        if (command < 0) {
          return;
        }
        command += RESPONSE_TO.length;
        remote = true;
      }
    }
    SmtpStage stage = stage(b, from, command, to);
    if (stage == null) {
      return;
    }
    if (event.stage() == null) {
      event.stage(stage);
    }
    for (int colon = indexOf(b, command, to, COLON);
        colon >= 0;
        colon = indexOf(b, colon + 2, to, COLON)) {
      int reply = colon + 2;
      if (QuotedReply.read(b, reply, to, event)) {
        boolean refused = event.number(EventNumber.REPLY_CODE) >= 400;
        if (remote && refused && !event.has(EventFlag.LOCAL_STORE)) {
          event.flag(EventFlag.REFUSED_REMOTELY);
        }
        return;
      }
      // before Exim 4.83: … after RCPT TO:<a@d>: host name [ip]: 550 text
      if (startsWith(b, reply, to, HOST) && !event.has(EventField.RELAY_IP)) {
        Values.host(
            b, reply + HOST.length, to, event, EventField.RELAY_HOST, null, EventField.RELAY_IP);
      }
    }
  }

  private static @Nullable SmtpStage stage(byte[] b, int from, int command, int to) {
    int at = command;
    if (startsWith(b, at, to, PIPELINED)) {
      at += PIPELINED.length;
    }
    if (startsWith(b, at, to, SENDING)) {
      at += SENDING.length;
    }
    if (to - at < 4) {
      return null;
    }
    switch (b[at]) {
      case 'R':
        return b[at + 1] == 'C' ? SmtpStage.RCPT : null;
      case 'M':
        return b[at + 1] == 'A' ? SmtpStage.MAIL : null;
      case 'D':
        if (!startsWith(b, at, to, DATA)) {
          return null;
        }
        // LMTP and PRDR answer for each recipient, and only at the end of the message
        boolean each = startsWith(b, from, to, LMTP) || startsWith(b, from, to, PRDR);
        return each ? SmtpStage.EOM : SmtpStage.DATA;
      case 'B':
        return b[at + 1] == 'D' ? SmtpStage.EOM : null;
      case 'e':
        return b[at + 1] == 'n' && b[at + 2] == 'd' ? SmtpStage.EOM : null;
      case 'd':
        return b[at + 1] == 'a' && b[at + 2] == 't' ? SmtpStage.EOM : null;
      case 'i':
        return b[at + 1] == 'n' && b[at + 2] == 'i' ? SmtpStage.CONNECT : null;
      case 'E':
      case 'H':
      case 'L':
        return b[at + 2] == 'L' || b[at + 1] == 'H' ? SmtpStage.EHLO : null;
      case 'A':
        return b[at + 1] == 'U' ? SmtpStage.AUTH : null;
      case 'S':
        return b[at + 1] == 'T' ? SmtpStage.AUTH : null;
      default:
        return null;
    }
  }
}
