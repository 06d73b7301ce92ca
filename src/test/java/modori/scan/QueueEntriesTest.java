package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import modori.classify.FailureReason;
import modori.correlate.DeliveryAttempt;
import modori.correlate.EntryLife;
import modori.correlate.Fragment;
import modori.correlate.LogCoverage;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import org.junit.jupiter.api.Test;

/** What several lines say of one message, from lines to attempts. */
class QueueEntriesTest {
  private static final String ARRIVAL =
      """
      2027-01-05T10:00:00+09:00 mx postfix/smtpd[1]: %1$s: client=out.example.net[192.0.2.9]
      2027-01-05T10:00:00+09:00 mx postfix/cleanup[2]: %1$s: message-id=<%2$s@example.net>
      2027-01-05T10:00:00+09:00 mx postfix/qmgr[3]: %1$s: from=<ann@example.net>, size=500, nrcpt=1 (queue active)
      """;

  @Test
  void aQueueIdThatIsUsedAgainIsAnotherMessage() {
    List<DeliveryAttempt> rows =
        rows(
            ARRIVAL.formatted("4FDA91C2E0", "one")
                + sent("10:00:01", "4FDA91C2E0", "a@example.com")
                + removed("10:00:01", "4FDA91C2E0")
                + ARRIVAL.formatted("4FDA91C2E0", "two").replace("T10:00:00", "T10:00:05")
                + sent("10:00:06", "4FDA91C2E0", "b@example.com")
                + removed("10:00:06", "4FDA91C2E0"));
    assertThat(rows)
        .extracting(row -> row.message().messageId(), row -> row.recipientText())
        .containsExactly(
            tuple("one@example.net", "a@example.com"), tuple("two@example.net", "b@example.com"));
    assertThat(rows).extracting(row -> row.message().messageKey()).doesNotHaveDuplicates();
  }

  @Test
  void aLineThatComesJustAfterTheRemovalBelongsToTheMessage() {
    List<DeliveryAttempt> rows =
        rows(
            ARRIVAL.formatted("4FDA91C2E0", "one")
                + removed("10:00:01", "4FDA91C2E0")
                + sent("10:00:03", "4FDA91C2E0", "a@example.com"));
    assertThat(rows).extracting(row -> row.message().sender()).containsExactly("ann@example.net");
  }

  @Test
  void aNoticeKnowsTheMessageThatItIsAbout() {
    List<DeliveryAttempt> rows =
        rows(
            ARRIVAL.formatted("4FDA91C2E0", "one")
                + bounced("10:00:01", "4FDA91C2E0", "a@example.com")
                + """
                  2027-01-05T10:00:01+09:00 mx postfix/cleanup[2]: 5EDA91C2E1: message-id=<dsn@mx.example.com>
                  2027-01-05T10:00:01+09:00 mx postfix/bounce[4]: 4FDA91C2E0: sender non-delivery notification: 5EDA91C2E1
                  2027-01-05T10:00:01+09:00 mx postfix/qmgr[3]: 5EDA91C2E1: from=<>, size=900, nrcpt=1 (queue active)
                  """
                + removed("10:00:01", "4FDA91C2E0")
                + sent("10:00:02", "5EDA91C2E1", "ann@example.net")
                + removed("10:00:02", "5EDA91C2E1"));
    assertThat(rows)
        .extracting(
            row -> row.message().queueId(),
            row -> row.message().noticeOfQueueId(),
            row -> row.message().noticeKind())
        .containsExactly(
            tuple("4FDA91C2E0", null, null),
            tuple("5EDA91C2E1", "4FDA91C2E0", NoticeKind.NON_DELIVERY));
    assertThat(rows.get(1).message().messageId()).isEqualTo("dsn@mx.example.com");
  }

  @Test
  void whoWasWaitingWhenTheQueueGaveUpHasFailedForTheReasonOfTheLastAttempt() {
    List<DeliveryAttempt> rows =
        rows(
            ARRIVAL.formatted("4FDA91C2E0", "one")
                + line(
                    "10:00:01",
                    "smtp",
                    "4FDA91C2E0: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=4.2.2, status=deferred (host mx.example.com[192.0.2.1] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))")
                + sent("10:00:02", "4FDA91C2E0", "b@example.com")
                + line(
                    "10:30:00",
                    "qmgr",
                    "4FDA91C2E0: from=<ann@example.net>, status=expired, returned to sender")
                + removed("10:30:00", "4FDA91C2E0"));
    assertThat(rows)
        .extracting(DeliveryAttempt::outcome, row -> row.recipientText())
        .containsExactly(
            tuple(Outcome.DEFERRED, "a@example.com"),
            tuple(Outcome.DELIVERED, "b@example.com"),
            tuple(Outcome.EXPIRED, "a@example.com"));
    assertThat(rows.get(2).judgement().reason()).isEqualTo(FailureReason.EXPIRED);
    assertThat(rows.get(2).judgement().cause()).isEqualTo(FailureReason.MAILBOX_FULL);
  }

  @Test
  void aDeliveryAfterADeferralTellsWhyItWasPutOff() {
    List<DeliveryAttempt> rows =
        rows(
            ARRIVAL.formatted("4FDA91C2E0", "one")
                + line(
                    "10:00:01",
                    "lmtp",
                    "4FDA91C2E0: to=<a@example.com>, relay=mx[private/lmtp], delay=1, delays=0/0/0/1, dsn=4.2.2, status=deferred (host mx[private/lmtp] said: 452 4.2.2 <a@example.com> Quota exceeded (mailbox for user is full) (in reply to end of DATA command))")
                + sent("10:20:02", "4FDA91C2E0", "a@example.com"));
    assertThat(rows).extracting(DeliveryAttempt::attemptNo).containsExactly(1, 2);
    assertThat(rows.get(1).putOffFor()).isEqualTo(FailureReason.MAILBOX_FULL);
  }

  @Test
  void localMailThatCleanupRefusesFailsOnce() {
    List<DeliveryAttempt> rows =
        rows(
            line("10:00:00", "pickup", "4FDA91C2E0: uid=33 from=<www@example.net>")
                + line("10:00:00", "cleanup", "4FDA91C2E0: message-id=<x@example.net>")
                + line(
                    "10:00:00",
                    "cleanup",
                    "4FDA91C2E0: reject: header Subject: win from local; from=<www@example.net> to=<a@example.com>: 5.7.1 message content rejected")
                + line(
                    "10:00:00",
                    "cleanup",
                    "4FDA91C2E0: to=<a@example.com>, relay=none, delay=0.1, delays=0.1/0/0/0, dsn=5.7.1, status=bounced (message content rejected)"));
    assertThat(rows).extracting(DeliveryAttempt::outcome).containsExactly(Outcome.BOUNCED);
  }

  @Test
  void aRefusalOfSendmailThatComesBeforeItsMessageKeepsSenderAndClient() {
    List<DeliveryAttempt> rows =
        rows(
            sendmail("<nosuch@example.com>... User unknown")
                + sendmail(
                    "from=<ann@example.net>, size=100, class=0, nrcpts=1, msgid=<m@example.net>, proto=ESMTP, daemon=MTA, relay=out.example.net [192.0.2.9]")
                + sendmail(
                    "to=<a@example.com>,<b@example.com>, delay=00:00:01, xdelay=00:00:00, mailer=local, pri=30100, dsn=2.0.0, stat=Sent"));
    assertThat(rows)
        .extracting(
            DeliveryAttempt::outcome,
            row -> row.recipientText(),
            row -> row.message().sender(),
            row -> row.message().messageId())
        .containsExactlyInAnyOrder(
            tuple(Outcome.REJECTED, "nosuch@example.com", "ann@example.net", "m@example.net"),
            tuple(Outcome.DELIVERED, "a@example.com", "ann@example.net", "m@example.net"),
            tuple(Outcome.DELIVERED, "b@example.com", "ann@example.net", "m@example.net"));
    assertThat(rows)
        .extracting(row -> row.message().messageKey())
        .containsOnly(rows.get(0).message().messageKey());
  }

  @Test
  void theLoginOfSendmailThatComesBeforeItsMessageIsKept() {
    List<DeliveryAttempt> rows =
        rows(
            sendmail(
                    "AUTH=server, relay=pc.example.net [192.0.2.7], authid=rio, mech=PLAIN, bits=0")
                + sendmail(
                    "from=<ann@example.net>, size=100, class=0, nrcpts=1, msgid=<m@example.net>, proto=ESMTPSA, daemon=MSA, relay=pc.example.net [192.0.2.7]")
                + sendmail(
                    "to=<a@example.com>, delay=00:00:01, xdelay=00:00:00, mailer=local, pri=30100, dsn=2.0.0, stat=Sent"));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).message().authUser()).isEqualTo("rio");
    assertThat(rows.get(0).message().sender()).isEqualTo("ann@example.net");
  }

  @Test
  void aMessageThatIsRefusedAsAWholeFailsOncePerRecipient() {
    List<DeliveryAttempt> rows =
        rows(
            sendmail(
                    "from=<ann@example.net>, size=156219, class=0, nrcpts=1, msgid=<m@example.net>, proto=ESMTP, daemon=MTA, relay=out.example.net [192.0.2.9]")
                + sendmail("message size (156219) exceeds maximum (100000)")
                + sendmail(
                    "to=<a@example.com>, delay=00:00:00, pri=186219, stat=Message exceeds maximum fixed size (100000)"));
    assertThat(rows)
        .extracting(row -> row.recipientText(), row -> row.judgement().reason())
        .containsExactly(tuple("a@example.com", FailureReason.MESSAGE_TOO_LARGE));
  }

  @Test
  void aRefusalAsAWholeThatNamesNobodyIsARowOfItsOwn() {
    List<DeliveryAttempt> rows =
        rows(
            sendmail(
                    "ruleset=check_mail, arg1=<x@nosuch.invalid>, relay=out.example.net [192.0.2.9], reject=553 5.1.8 <x@nosuch.invalid>... Domain of sender address x@nosuch.invalid does not exist")
                + sendmail(
                    "from=<x@nosuch.invalid>, size=1514, class=0, nrcpts=0, proto=ESMTP, daemon=MTA, relay=out.example.net [192.0.2.9]"));
    assertThat(rows).extracting(DeliveryAttempt::outcome).containsExactly(Outcome.REJECTED);
  }

  @Test
  void aCloneOfAnAliasWithAnOwnerHasTheMessageIdOfItsParent() {
    List<DeliveryAttempt> rows =
        rows(
            sendmail(
                    "from=<ann@example.net>, size=100, class=0, nrcpts=1, msgid=<m@example.net>, proto=ESMTP, relay=out.example.net [192.0.2.9]")
                + sendmail("clone 70510x1a000040, owner=list-owner")
                    .replace("70510x1a000040: clone", "70510y1a000041: clone")
                + sendmail(
                        "to=<a@example.com>, delay=00:00:01, xdelay=00:00:00, mailer=local, pri=30100, dsn=2.0.0, stat=Sent")
                    .replace("70510x1a000040", "70510y1a000041"));
    assertThat(rows)
        .extracting(row -> row.message().messageId(), row -> row.message().sender())
        .containsExactly(tuple("m@example.net", "list-owner"));
  }

  @Test
  void aCloneWhoseParentIsNotAtHandHasNoMessageId() {
    List<DeliveryAttempt> rows =
        rows(
            sendmail("clone 70510y1a000041, owner=list-owner")
                    .replace(
                        "70510x1a000040: clone 70510y1a000041",
                        "70510y1a000041: clone 70510x1a000040")
                + sendmail(
                        "to=<a@example.com>, delay=00:00:01, xdelay=00:00:00, mailer=local, pri=30100, dsn=2.0.0, stat=Sent")
                    .replace("70510x1a000040", "70510y1a000041"));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).message().noticeKind()).isNull();
    assertThat(rows.get(0).message().messageId()).isNull();
  }

  @Test
  void anEntryStaysOpenUntilItsRemovalAndForADayWhereNoneIsLogged() {
    long second = 1_000_000L;
    long day = 86_400 * second;
    Fragment waiting = entry(ARRIVAL.formatted("4FDA91C2E0", "one"));
    long arrived = EntryLife.of(waiting, new LogCoverage()).lastMicros();
    assertThat(isOpen(waiting, arrived, arrived + 6 * day)).isTrue();
    assertThat(isOpen(waiting, arrived, arrived + 8 * day)).isFalse();
    Fragment gone =
        entry(ARRIVAL.formatted("4FDA91C2E0", "one") + removed("10:00:00", "4FDA91C2E0"));
    assertThat(isOpen(gone, arrived, arrived + 5 * second)).isTrue();
    assertThat(isOpen(gone, arrived, arrived + 60 * second)).isFalse();
    Fragment settled =
        entry(
            sendmail(
                    "from=<ann@example.net>, size=1, class=0, nrcpts=1, proto=ESMTP, relay=out.example.net [192.0.2.9]")
                + sendmail(
                    "to=<a@example.com>, delay=00:00:01, mailer=local, pri=1, dsn=2.0.0, stat=Sent"));
    assertThat(isOpen(settled, arrived, arrived + day / 2)).isTrue();
    assertThat(isOpen(settled, arrived, arrived + 2 * day)).isFalse();
  }

  @Test
  void refusalsOfAMessageWithoutAcceptedRecipientsEndIt() {
    Fragment refused =
        entry(
            sendmail("<nosuch@example.com>... User unknown")
                + sendmail(
                    "from=<ann@example.net>, size=1, class=0, nrcpts=0, proto=ESMTP, relay=out.example.net [192.0.2.9]"));
    long at = EntryLife.of(refused, new LogCoverage()).lastMicros();
    assertThat(isOpen(refused, at, at + 2 * 86_400_000_000L)).isFalse();
  }

  @Test
  void anEntryWaitsForTheFileThatIsMissingBetweenWhatWasRead() {
    long hour = 3_600_000_000L;
    long day = 24 * hour;
    Fragment gone =
        entry(ARRIVAL.formatted("4FDA91C2E0", "one") + removed("10:00:00", "4FDA91C2E0"));
    long at = EntryLife.of(gone, new LogCoverage()).lastMicros();
    String host = gone.host();
    LogCoverage another = new LogCoverage().add("other", at - day, at + 40 * day);
    assertThat(EntryLife.of(gone, another).isOpen()).isTrue();
    LogCoverage withoutTheDayAfter =
        new LogCoverage()
            .add(host, at - day, at + 1)
            .add(host, at + day, at + 20 * day)
            .add(host, at - 9 * day, at - 3 * day);
    assertThat(EntryLife.of(gone, withoutTheDayAfter).isOpen()).isTrue();
    assertThat(EntryLife.of(gone, withoutTheDayAfter.add(host, at + hour, at + day)).isOpen())
        .isFalse();
    LogCoverage fiveWeeksOn = new LogCoverage().add(host, at + 36 * day, at + 36 * day);
    assertThat(EntryLife.of(gone, fiveWeeksOn).isOpen()).isFalse();
  }

  @Test
  void anEntryWithoutBeginningWaitsForTheWeekBeforeIt() {
    long day = 86_400_000_000L;
    Fragment tail = entry(removed("10:00:00", "4FDA91C2E0"));
    long at = EntryLife.of(tail, new LogCoverage()).lastMicros();
    LogCoverage coverage = new LogCoverage().add(tail.host(), at - day, at + 10 * day);
    assertThat(EntryLife.of(tail, coverage).isOpen()).isTrue();
    coverage.add(tail.host(), at - 8 * day, at - day);
    assertThat(EntryLife.of(tail, coverage).isOpen()).isFalse();
  }

  private static boolean isOpen(Fragment entry, long fromMicros, long toMicros) {
    return EntryLife.of(
            entry, new LogCoverage().add(entry.host(), fromMicros - 60_000_000, toMicros))
        .isOpen();
  }

  private static Fragment entry(String log) {
    Scanned scanned = Scanned.cutAt(log.getBytes(StandardCharsets.UTF_8), 1000);
    assertThat(scanned.complete).isEmpty();
    return Scanned.merged(scanned.fragments).get(0);
  }

  private static List<DeliveryAttempt> rows(String log) {
    Scanned scanned = Scanned.cutAt(log.getBytes(StandardCharsets.UTF_8), 1000);
    assertThat(scanned.quarantined).isEmpty();
    return scanned.rows();
  }

  private static String line(String time, String daemon, String text) {
    return "2027-01-05T" + time + "+09:00 mx postfix/" + daemon + "[7]: " + text + "\n";
  }

  private static String sent(String time, String queueId, String recipient) {
    return line(
        time,
        "smtp",
        queueId
            + ": to=<"
            + recipient
            + ">, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)");
  }

  private static String bounced(String time, String queueId, String recipient) {
    return line(
        time,
        "smtp",
        queueId
            + ": to=<"
            + recipient
            + ">, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))");
  }

  private static String removed(String time, String queueId) {
    return line(time, "qmgr", queueId + ": removed");
  }

  private static String sendmail(String text) {
    return "Jan  5 10:00:00 mx sendmail[40]: 70510x1a000040: " + text + "\n";
  }
}
