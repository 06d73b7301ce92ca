package modori.report;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import modori.chronic.DayLetter;
import modori.report.Pictures.FlowDay;

/** The sentences that the text and the page of a mail have in common. */
final class MailWords {
  private MailWords() {}

  /** The three numbers that matter, and of what. */
  static String subject(NightReport report, String of, Phrases phrases) {
    String day = "modori " + report.run().asOfDay();
    return phrases.of(
        "mail.subject",
        of.isEmpty() ? day : day + " " + ForeignText.visible(of),
        report.mailboxes(),
        report.changes().started().size(),
        report.changes().recovered().size());
  }

  /** How it is with a mailbox. */
  static String mailbox(FullMailbox mailbox, ZoneId zone, Phrases phrases) {
    String since = phrases.day(mailbox.episode().firstFull(), zone);
    return phrases.of(
        "mail.mailbox",
        phrases.level(mailbox.episode().level()),
        mailbox.episode().lastOkBefore() == null ? phrases.of("sinceAtLatest", since) : since,
        mailbox.episode().fullDays(),
        mailbox.messagesLost(),
        phrases.trend(mailbox.trend()));
  }

  /** What the picture of the days shows, as numbers. */
  static String trend(List<FlowDay> days, Phrases phrases) {
    FlowDay first = days.get(0);
    FlowDay last = days.get(days.size() - 1);
    return phrases.of(
        "mail.trend",
        first.day().toString(),
        first.open(),
        last.day().toString(),
        last.open(),
        days.stream().mapToInt(FlowDay::open).max().orElse(0));
  }

  /** What the letters of a strip mean. */
  static String legend(Phrases phrases) {
    List<String> letters = new ArrayList<>();
    for (DayLetter letter : DayLetter.values()) {
      letters.add(letter.symbol() + "=" + phrases.letter(letter));
    }
    return String.join(phrases.of("list.separator"), letters);
  }
}
