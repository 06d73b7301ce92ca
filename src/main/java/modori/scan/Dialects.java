package modori.scan;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import modori.ingest.ClockStart;
import modori.ingest.StampClock;
import modori.parse.DetailJoiner;
import modori.parse.Dialect;
import modori.parse.TextParser;
import modori.parse.courier.CourierText;
import modori.parse.envelope.ContainerLog;
import modori.parse.envelope.JournalExport;
import modori.parse.envelope.JournalLog;
import modori.parse.exchange.ExchangeTracking;
import modori.parse.exchange.MessageTrace;
import modori.parse.exim.EximMainlog;
import modori.parse.exim.EximText;
import modori.parse.kumomta.KumoMtaLog;
import modori.parse.localdelivery.AmavisParser;
import modori.parse.localdelivery.CyrusParser;
import modori.parse.localdelivery.DovecotParser;
import modori.parse.localdelivery.MaildropParser;
import modori.parse.localdelivery.PostgreyParser;
import modori.parse.localdelivery.ProcmailParser;
import modori.parse.opensmtpd.OpenSmtpdText;
import modori.parse.postfix.PostfixParser;
import modori.parse.powermta.PowerMtaAccounting;
import modori.parse.qmail.QmailLog;
import modori.parse.qmail.QmailText;
import modori.parse.sendmail.CloneJoiner;
import modori.parse.sendmail.SendmailParser;
import modori.parse.ses.SesEvents;
import modori.parse.syslog.SyslogDialect;

/** Every dialect and every parser, written out in one place. */
public final class Dialects {
  private Dialects() {}

  /**
   * The parsers of program texts; the first that reads a program's lines gets them. Fresh for each
   * file: those that tell one attempt in two lines remember the first.
   */
  static List<TextParser> textParsers() {
    return List.of(
        new PostfixParser(),
        new CloneJoiner(new SendmailParser()),
        new DovecotParser(),
        new ProcmailParser(),
        new MaildropParser(),
        new PostgreyParser(),
        new AmavisParser(),
        new CyrusParser(),
        DetailJoiner.over(new EximText()),
        DetailJoiner.over(new OpenSmtpdText()),
        DetailJoiner.over(new CourierText()),
        DetailJoiner.over(new QmailText()));
  }

  /** The names of all dialects, in the order in which they are tried. */
  public static List<String> names() {
    return List.of(
        "syslog",
        "exim-mainlog",
        "qmail-log",
        "powermta",
        "exchange-tracking",
        "message-trace",
        "kumomta",
        "amazon-ses",
        "journal-json",
        "journal-export",
        "container");
  }

  /**
   * Whether files of this dialect are one split: their lines mean nothing without those at the
   * begin.
   */
  public static boolean isOneSplit(String name) {
    return of(name, new ClockStart(ZoneOffset.UTC, Instant.EPOCH, StampClock.NONE)).needsBegin();
  }

  /** A fresh dialect of this name. */
  public static Dialect of(String name, ClockStart clock) {
    return switch (name) {
      case "syslog" -> new SyslogDialect(clock.clock(), textParsers());
      case "exim-mainlog" -> new EximMainlog(clock.clock());
      case "qmail-log" -> new QmailLog(clock.clock());
      case "powermta" -> new PowerMtaAccounting(clock.clock());
      case "exchange-tracking" -> new ExchangeTracking(clock.clock());
      case "message-trace" -> new MessageTrace(clock.clock());
      case "kumomta" -> new KumoMtaLog(clock.clock());
      case "amazon-ses" -> new SesEvents(clock.clock());
      case "journal-json" -> new JournalLog(clock.clock(), textParsers());
      case "journal-export" -> new JournalExport(clock.clock(), textParsers());
      case "container" ->
          new ContainerLog(
              clock.clock(),
              List.of(
                  of("syslog", clock),
                  of("exim-mainlog", clock),
                  of("qmail-log", clock),
                  of("kumomta", clock),
                  of("powermta", clock)));
      default -> throw new IllegalArgumentException("no such dialect: " + name);
    };
  }
}
