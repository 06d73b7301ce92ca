package modori.scan;

import java.util.List;
import modori.ingest.ClockStart;
import modori.parse.DetailJoiner;
import modori.parse.Dialect;
import modori.parse.TextParser;
import modori.parse.courier.CourierText;
import modori.parse.exim.EximMainlog;
import modori.parse.exim.EximText;
import modori.parse.localdelivery.AmavisParser;
import modori.parse.localdelivery.CyrusParser;
import modori.parse.localdelivery.DovecotParser;
import modori.parse.localdelivery.MaildropParser;
import modori.parse.localdelivery.PostgreyParser;
import modori.parse.localdelivery.ProcmailParser;
import modori.parse.opensmtpd.OpenSmtpdText;
import modori.parse.postfix.PostfixParser;
import modori.parse.qmail.QmailLog;
import modori.parse.qmail.QmailText;
import modori.parse.sendmail.CloneJoiner;
import modori.parse.sendmail.SendmailParser;
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
    return List.of("syslog", "exim-mainlog", "qmail-log");
  }

  /** A fresh dialect of this name. */
  public static Dialect of(String name, ClockStart clock) {
    return switch (name) {
      case "syslog" -> new SyslogDialect(clock.clock(), textParsers());
      case "exim-mainlog" -> new EximMainlog(clock.clock());
      case "qmail-log" -> new QmailLog(clock.clock());
      default -> throw new IllegalArgumentException("no such dialect: " + name);
    };
  }
}
