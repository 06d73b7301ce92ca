package modori.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whose notice it is (semantics 4.2).
 *
 * @param verdict {@code ours}, {@code backscatter}, {@code forged_notice} or {@code unknown}
 * @param evidence what it rests on
 */
public record NoticeVerdict(String verdict, List<String> evidence) {
  private static final long QUEUE_LIFETIME = 7L * 86_400_000_000L;

  /** Copies. */
  public NoticeVerdict {
    evidence = List.copyOf(evidence);
  }

  /**
   * What our logs can know.
   *
   * @param fromMicros earliest time of any line
   * @param toMicros latest time of any line
   * @param gaps whether a day between is missing
   * @param domains our own mail domains
   */
  public record Coverage(long fromMicros, long toMicros, boolean gaps, Set<String> domains) {
    /** Copies. */
    public Coverage {
      domains = Set.copyOf(domains);
    }

    /**
     * Whether every line is there that could have told of the mail behind a notice of this time.
     */
    boolean covers(long noticeMicros) {
      return !gaps
          && noticeMicros != Long.MIN_VALUE
          && fromMicros <= noticeMicros - QUEUE_LIFETIME
          && noticeMicros <= toMicros;
    }
  }

  /** The verdict on a notice; null for what tells of no delivery. */
  public static @Nullable NoticeVerdict of(NoticeLinker.Link link, Coverage coverage) {
    ReportedFailure notice = link.notice();
    if (!notice.isAboutDelivery()) {
      return null;
    }
    List<String> evidence = new ArrayList<>(notice.signs());
    if (link.method() != null) {
      evidence.add("linked by " + link.method().columnValue());
      boolean sure = link.method().confidence() >= 0.9f || notice.signs().isEmpty();
      return new NoticeVerdict(sure ? "ours" : "unknown", evidence);
    }
    if (pretends(link, coverage, evidence)) {
      return new NoticeVerdict("forged_notice", evidence);
    }
    if (!coverage.covers(notice.timeMicros())) {
      evidence.add("our logs do not cover the week before it");
      return new NoticeVerdict("unknown", evidence);
    }
    boolean identified = notice.messageId() != null || !notice.queueIds().isEmpty();
    if (identified
        || notice.sender() != null
        || notice.noticeRecipient() != null && notice.finalRecipient() != null) {
      evidence.add(
          identified
              ? "the returned mail is not in our logs"
              : "no mail to that recipient is in our logs");
      return new NoticeVerdict("backscatter", evidence);
    }
    evidence.add("it does not say which mail it is about");
    return new NoticeVerdict("unknown", evidence);
  }

  // No notice at all: nothing machine-readable, nothing returned, and dressed up as one.
  private static boolean pretends(
      NoticeLinker.Link link, Coverage coverage, List<String> evidence) {
    ReportedFailure notice = link.notice();
    boolean bare =
        notice.signs().contains("no_dsn_structure") && notice.signs().contains("nothing_returned");
    if (!bare) {
      return false;
    }
    boolean bait = notice.signs().contains("program_attached") || notice.signs().contains("link");
    if (bait) {
      return true;
    }
    // Our own servers make their notices themselves; none comes in by SMTP.
    if (link.cameFromOutside() && claimsToBeOurs(notice, coverage)) {
      evidence.add("it says that our own server made it, but it was handed in from outside");
      return true;
    }
    return false;
  }

  private static boolean claimsToBeOurs(ReportedFailure notice, Coverage coverage) {
    if (notice.author() != null
        && coverage.domains().contains(MailAddress.of(notice.author()).domain())) {
      return true;
    }
    if (notice.reportingMta() == null) {
      return false;
    }
    String host = MailAddress.of("x@" + notice.reportingMta()).domain();
    int dot = host.indexOf('.');
    return coverage.domains().contains(host)
        || dot > 0 && coverage.domains().contains(host.substring(dot + 1));
  }
}
