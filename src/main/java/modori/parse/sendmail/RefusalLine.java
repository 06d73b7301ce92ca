package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/** Refusals while the client is connected: by a ruleset, a milter or an unknown recipient. */
final class RefusalLine {
  private static final LineFate NO_VERDICT = LineFate.quarantined("ruleset without its verdict");
  private static final LineFate OUTBOUND =
      LineFate.ignored("ruleset of a delivery, told by its delivery line");
  private static final LineFate QUERY = LineFate.ignored("refused query");
  private static final LineFate MARKED =
      LineFate.ignored("quarantine by a ruleset, told by the delivery line");
  static final LineFate MILTER = LineFate.ignored("milter");

  private static final byte[] REJECT = Ascii.word(", reject=");
  private static final byte[] DISCARD = Ascii.word(", discard");
  private static final byte[] QUARANTINE = Ascii.word(", quarantine=");
  private static final byte[] RELAY = Ascii.word(", relay=");
  private static final byte[] ARG1 = Ascii.word(", arg1=");
  private static final byte[] ARG2 = Ascii.word(", arg2=");
  private static final byte[] DOTS = Ascii.word("... ");

  private static final byte[] CHECK_RELAY = Ascii.word("check_relay");
  private static final byte[] CHECK_MAIL = Ascii.word("check_mail");
  private static final byte[] CHECK_RCPT = Ascii.word("check_rcpt");
  private static final byte[] CHECK_DATA = Ascii.word("check_data");
  private static final byte[] CHECK_COMPAT = Ascii.word("check_compat");
  private static final byte[] CHECK_VRFY = Ascii.word("check_vrfy");
  private static final byte[] CHECK_EXPN = Ascii.word("check_expn");
  private static final byte[] CHECK_ETRN = Ascii.word("check_etrn");
  private static final byte[] TLS_CLIENT = Ascii.word("tls_client");
  private static final byte[] TLS_SERVER = Ascii.word("tls_server");
  private static final byte[] TLS_RCPT = Ascii.word("tls_rcpt");
  private static final byte[] TRUST_AUTH = Ascii.word("trust_auth");

  private static final byte[] MILTER_TO = Ascii.word("to=");
  private static final byte[] MILTER_FROM = Ascii.word("from=");
  private static final byte[] MILTER_DATA = Ascii.word("data,");
  private static final byte[] MILTER_CMD_DATA = Ascii.word("cmd=data,");
  private static final byte[] MILTER_HELO = Ascii.word("helo=");
  private static final byte[] MILTER_CONNECT = Ascii.word("connect: host=");
  private static final byte[] ADDR = Ascii.word(", addr=");

  private RefusalLine() {}

  /**
   * {@code ruleset=check_rcpt, arg1=<a>, relay=name [ip], reject=550 5.7.1 text} (srvrsmtp.c and
   * headers.c, {@code rscheck}). The argument may be any header's text: what follows it is looked
   * for from the end.
   */
  static LineFate ruleset(LogEvent event, byte[] bytes, int from, int to) {
    int nameEnd = Ascii.indexOf(bytes, from, to, ',');
    if (nameEnd < 0) {
      return NO_VERDICT;
    }
    int verdict = last(bytes, nameEnd, to, REJECT);
    if (verdict >= 0) {
      int text = verdict + REJECT.length;
      Codes.both(event, bytes, text, to);
      event.put(EventField.TEXT, bytes, text, to).outcome(Outcome.REJECTED);
    } else {
      verdict = last(bytes, nameEnd, to, DISCARD);
      if (verdict < 0 || verdict + DISCARD.length != to) {
        return last(bytes, nameEnd, to, QUARANTINE) >= 0 ? MARKED : NO_VERDICT;
      }
      event.put(EventField.TEXT, bytes, verdict + 2, to).outcome(Outcome.DISCARDED);
    }
    int relay = last(bytes, nameEnd, verdict, RELAY);
    if (relay >= 0) {
      Peer.client(event, bytes, relay + RELAY.length, verdict);
    }
    return stage(event, bytes, from, nameEnd, relay < 0 ? verdict : relay);
  }

  private static LineFate stage(
      LogEvent event, byte[] bytes, int from, int nameEnd, int argumentsEnd) {
    SmtpStage stage = SmtpStage.EOM;
    if (Ascii.equals(bytes, from, nameEnd, CHECK_RCPT)) {
      stage = SmtpStage.RCPT;
      argument(event, EventField.RECIPIENT, bytes, nameEnd, argumentsEnd);
    } else if (Ascii.equals(bytes, from, nameEnd, CHECK_MAIL)) {
      stage = SmtpStage.MAIL;
      argument(event, EventField.SENDER, bytes, nameEnd, argumentsEnd);
    } else if (Ascii.equals(bytes, from, nameEnd, CHECK_RELAY)) {
      stage = SmtpStage.CONNECT;
    } else if (Ascii.equals(bytes, from, nameEnd, CHECK_DATA)) {
      stage = SmtpStage.DATA;
    } else if (Ascii.equals(bytes, from, nameEnd, TLS_CLIENT)) {
      stage = SmtpStage.MAIL;
    } else if (Ascii.equals(bytes, from, nameEnd, TRUST_AUTH)) {
      stage = SmtpStage.AUTH;
    } else if (Ascii.equals(bytes, from, nameEnd, CHECK_COMPAT)
        || Ascii.equals(bytes, from, nameEnd, TLS_SERVER)
        || Ascii.equals(bytes, from, nameEnd, TLS_RCPT)) {
      return OUTBOUND;
    } else if (Ascii.equals(bytes, from, nameEnd, CHECK_VRFY)
        || Ascii.equals(bytes, from, nameEnd, CHECK_EXPN)
        || Ascii.equals(bytes, from, nameEnd, CHECK_ETRN)) {
      return QUERY;
    }
    event.stage(stage);
    return LineFate.EVENT;
  }

  private static void argument(LogEvent event, EventField field, byte[] bytes, int from, int to) {
    if (!Ascii.startsWith(bytes, from, to, ARG1)) {
      return;
    }
    int begin = from + ARG1.length;
    int second = Ascii.indexOf(bytes, begin, to, ARG2);
    int end = second < 0 ? to : second;
    while (begin < end && bytes[begin] == ' ') {
      begin++;
    }
    Addresses.put(event, field, bytes, begin, end);
  }

  /**
   * {@code Milter: to=<a>, reject=550 5.7.1 Command rejected}, {@code Milter: data, reject=…},
   * {@code Milter: from=<a>, discard} (srvrsmtp.c); all else that milters log is no verdict.
   */
  static LineFate milter(LogEvent event, byte[] bytes, int from, int to) {
    int verdict = last(bytes, from, to, REJECT);
    if (verdict >= 0) {
      int text = verdict + REJECT.length;
      Codes.both(event, bytes, text, to);
      event.put(EventField.TEXT, bytes, text, to).outcome(Outcome.REJECTED);
    } else {
      verdict = last(bytes, from, to, DISCARD);
      if (verdict >= 0 && verdict + DISCARD.length == to) {
        event.put(EventField.TEXT, bytes, verdict + 2, to).outcome(Outcome.DISCARDED);
      } else {
        return milterConnect(event, bytes, from, to);
      }
    }
    if (Ascii.startsWith(bytes, from, to, MILTER_TO)) {
      event.stage(SmtpStage.RCPT);
      Addresses.put(event, EventField.RECIPIENT, bytes, from + MILTER_TO.length, verdict);
    } else if (Ascii.startsWith(bytes, from, to, MILTER_FROM)) {
      event.stage(SmtpStage.MAIL);
      Addresses.put(event, EventField.SENDER, bytes, from + MILTER_FROM.length, verdict);
    } else if (Ascii.startsWith(bytes, from, to, MILTER_DATA)) {
      event.stage(SmtpStage.EOM);
    } else if (Ascii.startsWith(bytes, from, to, MILTER_CMD_DATA)) {
      event.stage(SmtpStage.DATA);
    } else if (Ascii.startsWith(bytes, from, to, MILTER_HELO)) {
      event.stage(SmtpStage.EHLO).put(EventField.HELO, bytes, from + MILTER_HELO.length, verdict);
    } else {
      return MILTER;
    }
    return LineFate.EVENT;
  }

  private static LineFate milterConnect(LogEvent event, byte[] bytes, int from, int to) {
    int addr = Ascii.indexOf(bytes, from, to, ADDR);
    int textAt = addr < 0 ? -1 : Ascii.indexOf(bytes, addr + ADDR.length, to, ',');
    if (!Ascii.startsWith(bytes, from, to, MILTER_CONNECT) || textAt < 0) {
      return MILTER;
    }
    event
        .put(EventField.CLIENT_NAME, bytes, from + MILTER_CONNECT.length, addr)
        .put(EventField.CLIENT_IP, bytes, addr + ADDR.length, textAt)
        .put(EventField.TEXT, bytes, Math.min(to, textAt + 2), to)
        .stage(SmtpStage.CONNECT)
        .outcome(Outcome.REJECTED);
    return LineFate.EVENT;
  }

  /**
   * {@code <a@b>... User unknown}: the answer to RCPT, logged without its codes (err.c, {@code
   * usrerr}). Null where the text does not begin with an address and dots.
   */
  static @Nullable LineFate recipient(LogEvent event, byte[] bytes, int from, int to) {
    int dots = Ascii.indexOf(bytes, from, to, DOTS);
    if (dots <= from || !isAddress(bytes, from, dots)) {
      return null;
    }
    Addresses.put(event, EventField.RECIPIENT, bytes, from, dots);
    event
        .put(EventField.TEXT, bytes, dots + DOTS.length, to)
        .outcome(Outcome.REJECTED)
        .stage(SmtpStage.RCPT);
    return LineFate.EVENT;
  }

  /**
   * {@code message size (156219) exceeds maximum (100000)} (collect.c), {@code Too many recipients}
   * (srvrsmtp.c).
   */
  static LineFate withoutAddress(LogEvent event, SmtpStage stage, byte[] bytes, int from, int to) {
    event.put(EventField.TEXT, bytes, from, to).outcome(Outcome.REJECTED).stage(stage);
    return LineFate.EVENT;
  }

  private static boolean isAddress(byte[] bytes, int from, int to) {
    boolean angled = bytes[from] == '<' && bytes[to - 1] == '>';
    return angled || Ascii.indexOf(bytes, from, to, ' ') < 0;
  }

  private static int last(byte[] bytes, int from, int to, byte[] word) {
    int found = -1;
    int at = Ascii.indexOf(bytes, from, to, word);
    while (at >= 0) {
      found = at;
      at = Ascii.indexOf(bytes, at + 1, to, word);
    }
    return found;
  }
}
