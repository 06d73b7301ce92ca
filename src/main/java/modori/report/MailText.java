package modori.report;

import java.util.List;
import modori.report.Changes.MailboxChange;

/** The text of a mail: what the first page says, in lines that no mail program has to break. */
final class MailText {
  private static final int COLUMNS = 76;
  private static final int MOST_NAMES = 10;
  private static final int MOST_MAILBOXES = 50;

  private final NightReport report;
  private final ReasonTexts reasons;
  private final Phrases phrases;
  private final TextLines out = new TextLines(COLUMNS);

  private MailText(NightReport report, ReasonTexts reasons, Phrases phrases) {
    this.report = report;
    this.reasons = reasons;
    this.phrases = phrases;
  }

  /** The whole text; every line ends with a line feed. */
  static String of(
      NightReport report, String title, String link, ReasonTexts reasons, Phrases phrases) {
    return new MailText(report, reasons, phrases).text(title, link);
  }

  private String text(String title, String link) {
    out.wrapped("", title);
    out.blank();
    Summary.of(report, phrases).forEach(sentence -> out.wrapped("", sentence));
    if (!link.isEmpty()) {
      // Never broken: a link must stay whole.
      out.unbroken(phrases.of("mail.link") + " " + link);
    }
    list("todo", Summary.todo(report, phrases));
    changes();
    mailboxes();
    list(
        "flapping.title",
        report.flapping().stream()
            .limit(MOST_NAMES)
            .map(
                box -> phrases.of("flapping.line", ForeignText.visible(box.address()), box.times()))
            .toList());
    remedies();
    out.blank();
    if (!report.pictures().trend().isEmpty()) {
      out.wrapped("", MailWords.trend(report.pictures().trend(), phrases));
    }
    out.wrapped(
        phrases.of("coverage") + ": ",
        String.join(Summary.separator(phrases), Summary.coverage(report, phrases)));
    return String.join("\n", out.all()) + "\n";
  }

  private void list(String key, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    heading(phrases.of(key));
    lines.forEach(line -> out.wrapped("- ", line));
  }

  private void heading(String text) {
    out.blank();
    out.wrapped("", text);
    out.line("-".repeat(Math.min(COLUMNS, DisplayWidth.of(text))));
  }

  private void changes() {
    Changes changes = report.changes();
    if (changes.equals(Changes.NONE)) {
      return;
    }
    heading(phrases.of("changes.caption"));
    names("new", changes.started());
    names("worse", changes.worse());
    names("recovered", changes.recovered());
  }

  private void names(String key, List<MailboxChange> changes) {
    for (MailboxChange change : changes.subList(0, Math.min(MOST_NAMES, changes.size()))) {
      out.wrapped(phrases.of(key) + ": ", ForeignText.visible(change.address()));
    }
    if (changes.size() > MOST_NAMES) {
      out.wrapped(phrases.of(key) + ": ", phrases.of("more", changes.size() - MOST_NAMES));
    }
  }

  private void mailboxes() {
    if (report.mailboxes() == 0) {
      return;
    }
    heading(phrases.of("mailboxes"));
    int left = MOST_MAILBOXES;
    for (DomainSection domain : report.domains()) {
      if (left == 0) {
        break;
      }
      out.wrapped("", Summary.domain(domain, phrases));
      for (FullMailbox mailbox : domain.mailboxes().stream().limit(left).toList()) {
        out.wrapped("  ", ForeignText.visible(mailbox.address()));
        out.wrapped("    ", MailWords.mailbox(mailbox, report.run().zone(), phrases));
        out.line("    " + mailbox.seenStrip().letters());
        left--;
      }
    }
    if (report.mailboxes() > MOST_MAILBOXES) {
      out.wrapped("", phrases.of("more", report.mailboxes() - MOST_MAILBOXES));
    }
    out.wrapped("", MailWords.legend(phrases));
  }

  private void remedies() {
    list(
        "remedy",
        report.mailboxReasons().stream().map(id -> id + ": " + reasons.remedy(id)).toList());
  }
}
