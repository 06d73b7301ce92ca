package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modori.correlate.DeliveryAttempt;
import modori.ingest.BytesStore;
import modori.ingest.FileHead;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import org.junit.jupiter.api.Test;

/** One process, no tables: a delivery that server and store tell of is one row. */
class StoreTwinsTest {
  private static final String SERVER =
      """
      Jan  5 10:00:00 mx postfix/cleanup[11]: 4D2A1B3C4D: message-id=<one@example.net>
      Jan  5 10:00:00 mx postfix/qmgr[12]: 4D2A1B3C4D: from=<ann@example.net>, size=5000, nrcpt=1 (queue active)
      Jan  5 10:00:01 mx postfix/lmtp[13]: 4D2A1B3C4D: to=<sales@example.org>, relay=mx[private/dovecot-lmtp], delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 <rio@example.org> Saved)
      Jan  5 10:00:01 mx postfix/qmgr[12]: 4D2A1B3C4D: removed
      """;

  private static final String STORE =
      """
      Jan  5 10:00:01 mx dovecot: lmtp(rio@example.org)<77><s>: msgid=<one@example.net>: saved mail to INBOX
      """;

  private static final String FULL =
      """
      Jan  5 11:00:01 mx dovecot: lmtp(kei@example.org)<77><t>: msgid=<two@example.net>: save failed to INBOX: Quota exceeded (mailbox for user is full)
      Jan  5 11:00:02 mx dovecot: lda(kei@example.org)<78><u>: sieve: msgid=<two@example.net>: forwarded to <rio@example.org>
      """;

  private static final String OWN_FILE =
      """
      Jan  5 10:00:01 lmtp(rio@example.org)<77><s>: Info: msgid=<one@example.net>: saved mail to INBOX
      Jan  5 10:00:02 lmtp(78, kei@example.org): Info: Aab: msgid=<two@example.net>: saved mail to INBOX
      Jan  5 10:00:03 lda(ann): Info: msgid=<three@example.net>: rejected: Quota exceeded (mailbox for user is full)
      Jan  5 10:00:04 imap-login: Info: Login: user=<ann>, method=PLAIN
      Jan  5 10:00:05 master: Warning: Time moved forwards by 890.1 seconds
      """;

  @Test
  void aDeliveryThatTheServerTellsTooIsTheServers() {
    assertThat(rows(SERVER + STORE)).containsExactly("postfix sales@example.org DELIVERED null");
    assertThat(rows(STORE + SERVER)).hasSize(1);
  }

  @Test
  void theStoreAloneTellsOfItAndOfFullMailboxes() {
    assertThat(rows(STORE + FULL))
        .containsExactly(
            "dovecot rio@example.org DELIVERED null",
            "dovecot kei@example.org BOUNCED MAILBOX_FULL");
    assertThat(rows(SERVER + FULL)).hasSize(2);
  }

  @Test
  void dovecotsOwnFileNamesNoHostAndNoProgram() {
    assertThat(rows(OWN_FILE))
        .containsExactly(
            "dovecot rio@example.org DELIVERED null",
            "dovecot kei@example.org DELIVERED null",
            "dovecot ann BOUNCED MAILBOX_FULL");
  }

  private static List<String> rows(String log) {
    BytesStore store = new BytesStore();
    StoredFile file = store.add("/log/mail.log", log.getBytes(StandardCharsets.UTF_8));
    List<DeliveryAttempt> rows = new ArrayList<>();
    LocalScan scan = new LocalScan(store, rows::add);
    try {
      FileHead head = FileHead.of(store, file);
      String dialect = DialectDetector.detect(head, Scanned.ZONE, Scanned.NIGHT_END);
      SplitPlanner planner =
          new SplitPlanner(store, Scanned.ZONE, Scanned.NIGHT_END, Long.MAX_VALUE / 4);
      for (Split split : planner.plan(file, 0, head, 0, true)) {
        assertThat(scan.scan(split, dialect, "localhost")).isEmpty();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    scan.finish();
    return rows.stream()
        .map(
            row ->
                row.message().mta()
                    + ' '
                    + row.recipientText()
                    + ' '
                    + row.outcome()
                    + ' '
                    + (row.judgement() == null ? null : row.judgement().reason()))
        .toList();
  }
}
