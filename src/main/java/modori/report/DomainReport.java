package modori.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import modori.mail.MailAddress;
import modori.report.Changes.MailboxChange;

/** A report cut down to what one domain may know: nothing of others is left in it. */
public final class DomainReport {
  private DomainReport() {}

  /** The report of a domain; empty where there is nothing to tell. */
  public static Optional<NightReport> of(NightReport report, String domain) {
    String wanted = MailAddress.of("x@" + domain).domain();
    List<DomainSection> sections =
        report.domains().stream().filter(one -> is(one.domain(), wanted)).toList();
    Changes changes =
        new Changes(
            of(report.changes().started(), wanted),
            of(report.changes().worse(), wanted),
            of(report.changes().recovered(), wanted));
    List<FlappingMailbox> flapping =
        report.flapping().stream().filter(one -> isOf(one.address(), wanted)).toList();
    if (sections.isEmpty() && changes.equals(Changes.NONE) && flapping.isEmpty()) {
      return Optional.empty();
    }
    DomainPast past = sections.isEmpty() ? DomainPast.NONE : sections.get(0).past();
    return Optional.of(
        new NightReport(
            report.run(),
            past.totals(),
            changes,
            sections,
            NoticeCounts.NONE,
            List.of(),
            flapping,
            new Pictures(past.trend(), List.of(), List.of(), List.of())));
  }

  private static List<MailboxChange> of(List<MailboxChange> changes, String domain) {
    return changes.stream().filter(change -> isOf(change.address(), domain)).toList();
  }

  private static boolean isOf(String address, String domain) {
    return is(MailAddress.of(address).domain(), domain);
  }

  private static boolean is(String one, String wanted) {
    return one.toLowerCase(Locale.ROOT).equals(wanted);
  }
}
