package modori.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import modori.chronic.DayLetter;
import modori.chronic.Hosting;
import modori.classify.Language;
import modori.report.Changes.MailboxChange;

/** The report as one screen of text for a terminal: at most 100 columns and 50 lines. */
public final class TextReport {
  private static final int COLUMNS = 100;
  private static final int LINES = 50;
  private static final int LABEL = 12;
  private static final int MOST_NAMES = 4;
  private static final int MOST_REASONS = 4;
  private static final int MOST_SILENT = 3;
  private static final int MOST_REMEDIES = 2;
  private static final int SENDERS_COLUMNS = 40;
  private static final int LINES_PER_MAILBOX = 2;

  private final NightReport report;
  private final ReasonTexts reasons;
  private final Phrases phrases;

  private TextReport(NightReport report, ReasonTexts reasons, Language language) {
    this.report = report;
    this.reasons = reasons;
    this.phrases = new Phrases(language);
  }

  /** The whole text; every line ends with a line feed. */
  public static String of(NightReport report, ReasonTexts reasons, Language language) {
    return new TextReport(report, reasons, language).text();
  }

  private String text() {
    TextLines top = new TextLines(COLUMNS);
    sentences(top);
    facts(top);
    changes(top);
    TextLines bottom = new TextLines(COLUMNS);
    remedies(bottom);
    TextLines middle = new TextLines(COLUMNS);
    mailboxes(middle, LINES - top.size() - bottom.size());
    List<String> lines = new ArrayList<>(top.all());
    lines.addAll(middle.all());
    lines.addAll(bottom.all());
    return String.join("\n", lines) + "\n";
  }

  private void sentences(TextLines out) {
    out.line(phrases.of("title", report.run().asOfDay() + " (" + report.run().zone() + ")"));
    out.blank();
    for (String sentence : Summary.of(report, phrases)) {
      out.wrapped("", sentence);
    }
    out.blank();
  }

  private void facts(TextLines out) {
    out.wrapped(
        label("coverage"),
        String.join(Summary.separator(phrases), Summary.coverage(report, phrases)));
    Totals totals = report.totals();
    out.wrapped(
        label("mail"),
        phrases.of(
            "mail.line",
            totals.delivered(),
            totals.deferred(),
            totals.bounced(),
            totals.expired(),
            totals.rejected(),
            report.run().asOfDay().toString()));
    if (!totals.reasons().isEmpty()) {
      List<String> shown = new ArrayList<>();
      totals.reasons().stream()
          .limit(MOST_REASONS)
          .map(r -> phrases.of("reason.line", r.reason(), r.total(), r.own(), r.remote()))
          .forEach(shown::add);
      more(totals.reasons().size() - MOST_REASONS, shown);
      out.wrapped(label("reasons"), String.join(Summary.separator(phrases), shown));
    }
    NoticeCounts notices = report.notices();
    if (notices.total() > 0) {
      out.wrapped(
          label("notices"),
          phrases.of(
              "notices.line",
              notices.ours(),
              notices.backscatter(),
              notices.forged(),
              notices.unknown(),
              notices.linkedShare()));
    }
    silent(out);
  }

  private void silent(TextLines out) {
    List<SilentWay> ways = SilentWay.of(report.silentFailures());
    String label = label("silent");
    for (SilentWay way : ways.subList(0, Math.min(MOST_SILENT, ways.size()))) {
      String line =
          phrases.of(
              "silent.line",
              way.messages(),
              DisplayWidth.cut(way.named(phrases), SENDERS_COLUMNS),
              DisplayWidth.cut(way.senders(phrases), SENDERS_COLUMNS),
              way.kinds(phrases));
      out.wrapped(label, line);
      label = " ".repeat(LABEL);
    }
    if (ways.size() > MOST_SILENT) {
      out.line(label + phrases.of("moreInPage", ways.size() - MOST_SILENT));
    }
  }

  private void changes(TextLines out) {
    names(out, "new", report.changes().started());
    names(out, "worse", report.changes().worse());
    names(out, "recovered", report.changes().recovered());
    List<FlappingMailbox> flapping = report.flapping();
    if (!flapping.isEmpty()) {
      List<String> shown = new ArrayList<>();
      flapping.stream()
          .limit(MOST_NAMES)
          .map(
              box ->
                  phrases.of(
                      "flapping.line",
                      DisplayWidth.cut(ForeignText.visible(box.address()), 38),
                      box.times()))
          .forEach(shown::add);
      more(flapping.size() - MOST_NAMES, shown);
      out.wrapped(label("flapping"), String.join(", ", shown));
    }
  }

  private void names(TextLines out, String key, List<MailboxChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    List<String> shown =
        changes.stream()
            .limit(MOST_NAMES)
            .map(c -> DisplayWidth.cut(ForeignText.visible(c.address()), 38))
            .collect(Collectors.toCollection(ArrayList::new));
    more(changes.size() - MOST_NAMES, shown);
    out.wrapped(label(key), String.join(", ", shown));
  }

  private void mailboxes(TextLines out, int lines) {
    if (report.mailboxes() == 0) {
      return;
    }
    out.blank();
    out.line(
        row(
            phrases.of("mailbox"),
            phrases.of("level"),
            phrases.of("since"),
            phrases.of("lastFull"),
            phrases.of("days"),
            phrases.of("lost.column"),
            phrases.of("senders"),
            phrases.of("trend")));
    int shown = 0;
    for (DomainSection domain : report.domains()) {
      // A heading, one mailbox, the legend and the line that tells of more must still fit.
      if (out.size() + 1 + LINES_PER_MAILBOX + 2 > lines) {
        break;
      }
      out.line(Summary.domain(domain, phrases));
      for (FullMailbox mailbox : domain.mailboxes()) {
        if (out.size() + LINES_PER_MAILBOX + 2 > lines) {
          break;
        }
        mailbox(out, mailbox);
        shown++;
      }
    }
    if (shown < report.mailboxes()) {
      out.line(phrases.of("moreInPage", report.mailboxes() - shown));
    }
    out.line(legend());
  }

  private void mailbox(TextLines out, FullMailbox mailbox) {
    var zone = report.run().zone();
    String since = phrases.day(mailbox.episode().firstFull(), zone);
    out.line(
        row(
            ForeignText.visible(mailbox.address()),
            phrases.level(mailbox.episode().level()),
            mailbox.episode().lastOkBefore() == null ? phrases.of("sinceAtLatest", since) : since,
            phrases.day(mailbox.episode().lastFull(), zone),
            phrases.number(mailbox.episode().fullDays()),
            phrases.number(mailbox.messagesLost()),
            phrases.number(mailbox.sendersAffected()),
            phrases.trend(mailbox.trend())));
    out.line("    " + mailbox.seenStrip().letters());
  }

  private static String row(
      String mailbox,
      String level,
      String since,
      String lastFull,
      String days,
      String lost,
      String senders,
      String trend) {
    return "  "
        + String.join(
            " ",
            DisplayWidth.left(mailbox, 35),
            DisplayWidth.left(level, 10),
            DisplayWidth.left(since, 11),
            DisplayWidth.left(lastFull, 10),
            DisplayWidth.right(days, 5),
            DisplayWidth.right(lost, 6),
            DisplayWidth.right(senders, 7),
            trend);
  }

  private String legend() {
    StringBuilder legend = new StringBuilder(" ");
    for (DayLetter letter : DayLetter.values()) {
      legend.append(' ').append(letter.symbol()).append(' ').append(phrases.letter(letter));
      legend.append(letter == DayLetter.MISSING ? "" : ",");
    }
    return legend.toString();
  }

  private void remedies(TextLines out) {
    List<String> ids = report.mailboxReasons();
    String silent = Summary.silentRemedy(report, phrases);
    if (ids.isEmpty() && silent.isEmpty()) {
      return;
    }
    out.blank();
    out.line(phrases.of("remedy"));
    if (report.mailboxes(Hosting.OWN) > 0) {
      out.wrapped("  ", phrases.hosting(Hosting.OWN) + ": " + phrases.of("remedy.own"));
    }
    if (!silent.isEmpty()) {
      out.wrapped("  ", phrases.of("silent") + ": " + silent);
    }
    for (String id : ids.subList(0, Math.min(MOST_REMEDIES, ids.size()))) {
      out.wrapped("  ", id + ": " + reasons.remedy(id));
    }
  }

  private void more(int count, List<String> shown) {
    if (count > 0) {
      shown.add(phrases.of("more", count));
    }
  }

  private String label(String key) {
    return DisplayWidth.left(phrases.of(key), LABEL);
  }
}
