package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import modori.classify.FailureReason;
import modori.correlate.ContentKey;
import modori.correlate.DeliveryAttempt;
import modori.correlate.JointVerdict;
import modori.correlate.LoggedAttempt;
import modori.correlate.RefusalInference;
import modori.ingest.FileHead;
import modori.ingest.LocalFileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.parse.Outcome;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * What the logs of real servers say of each recipient, without any notice, against what was sent
 * and what became of it.
 */
class HostScoreTest {
  private static final Instant NIGHT_END = Instant.parse("2027-01-11T15:00:00Z");
  private static final Map<String, Set<String>> REASONS =
      Map.of(
          "mailbox_full", Set.of("mailbox_full", "mailbox_full_by_count"),
          "unknown_recipient", Set.of("user_unknown"),
          "unknown_sender", Set.of("sender_unknown"),
          "nonexistent_sender_host", Set.of("sender_domain_unknown"),
          "nonexistent_recipient_host",
              Set.of("host_unknown", "domain_no_mail", "domain_dns_failure", "routing_failure"),
          "connection_failed",
              Set.of("connect_refused", "connect_timeout", "connection_lost", "routing_failure"),
          "message_too_large", Set.of("message_too_large"),
          "relay_denied", Set.of("relay_denied"),
          "greylisted", Set.of("greylisted"),
          "content_rejected",
              Set.of("spam_content", "virus_detected", "content_invalid", "policy_other"));
  private static final List<Outcome> RANK =
      List.of(
          Outcome.DELIVERED,
          Outcome.RELAYED,
          Outcome.BOUNCED,
          Outcome.EXPIRED,
          Outcome.REJECTED,
          Outcome.DISCARDED,
          Outcome.DEFERRED,
          Outcome.HELD);

  private final Map<String, List<String>> wrong = new TreeMap<>();
  private final Map<String, Integer> right = new TreeMap<>();

  // What the next host sends back hours later is in no line: 7 recipients behind an alias; and two
  // that have moved are better told than the truth asks for.
  @Test
  void eximFromSyslog() throws IOException {
    score("exim", attempts("exim/logs"));
    assertEximFigures();
  }

  @Test
  void eximFromItsMainLog() throws IOException {
    score("exim", attempts("exim/logs/exim4/mainlog*"));
    assertEximFigures();
  }

  @Test
  void eximTellsTheSameEventsInEveryLog() throws IOException {
    Map<String, DeliveryAttempt> syslog = attempts("exim/logs/mail.log*");
    assertThat(attempts("exim/logs/exim4/mainlog*").keySet())
        .isEqualTo(syslog.keySet())
        .isEqualTo(attempts("exim/logs").keySet());
    assertThat(syslog.keySet()).containsAll(attempts("exim/logs/exim4/rejectlog*").keySet());
  }

  private void assertEximFigures() {
    assertThat(wrong.getOrDefault("found", List.of())).isEmpty();
    assertThat(wrong.get("outcome")).hasSize(7).allMatch(row -> row.contains("alias-expand"));
    assertThat(wrong.get("class"))
        .hasSize(9)
        .allMatch(row -> row.contains("alias-expand") || row.contains("[moved]"));
    assertThat(wrong.get("server")).hasSize(7).allMatch(row -> row.contains("alias-expand"));
    assertThat(right).containsEntry("found", 331);
  }

  @Test
  void openSmtpd() throws IOException {
    score("opensmtpd", attempts("opensmtpd/logs/mail.log"));
    assertThat(right).containsEntry("found", 291);
    assertThat(wrong).doesNotContainKey("found");
    assertThat(wrong.get("outcome")).hasSize(21).allMatch(HostScoreTest::isSentBackLater);
    assertThat(wrong.get("class")).hasSize(5).allMatch(HostScoreTest::isSentBackLater);
    assertThat(wrong.get("server")).hasSize(21).allMatch(HostScoreTest::isSentBackLater);
  }

  @Test
  void courier() throws IOException {
    score("courier", attempts("courier/logs"));
    assertThat(right).containsEntry("found", 72);
    assertThat(wrong).doesNotContainKeys("found", "class");
    assertThat(wrong.get("outcome")).hasSize(3).allMatch(HostScoreTest::isSentBackLater);
    assertThat(wrong.get("server")).hasSize(3).allMatch(HostScoreTest::isSentBackLater);
  }

  // The next server took the message and failed afterwards.
  private static boolean isSentBackLater(String row) {
    return row.contains("[unknown-remote]") || row.contains("[full-remote]");
  }

  private static Map<String, DeliveryAttempt> attempts(String path) throws IOException {
    Map<String, DeliveryAttempt> attempts = new TreeMap<>();
    LocalFileStore store = new LocalFileStore();
    LocalScan scan = new LocalScan(store, one -> attempts.putIfAbsent(one.eventId(), one));
    ZoneId assumed = ZoneId.of("Asia/Tokyo"); // Exim's own logs are in UTC and tell it
    int number = 0;
    for (StoredFile file : store.find(lab(path).toString(), trouble -> {})) {
      FileHead head = FileHead.of(store, file);
      String dialect = DialectDetector.detect(head, assumed, NIGHT_END);
      ZoneId zone = FileZone.of(store, file, head, dialect, assumed);
      SplitPlanner planner = new SplitPlanner(store, zone, NIGHT_END, Long.MAX_VALUE / 4);
      for (Split split : planner.plan(file, number++, head, 0, true)) {
        assertThat(scan.scan(split, dialect, "localhost")).isEmpty();
      }
    }
    scan.finish();
    return attempts;
  }

  private static Path lab(String path) {
    return Path.of(System.getProperty("modori.corpus", "../shared/corpus")).resolve("lab/" + path);
  }

  private void score(String host, Map<String, DeliveryAttempt> all) throws IOException {
    Map<String, FailureReason> inferred = inferred(all);
    Set<String> used = new HashSet<>();
    try (CSVParser truth =
        CSVParser.parse(
            lab(host + "/truth.csv"),
            StandardCharsets.UTF_8,
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      for (CSVRecord row : truth) {
        List<DeliveryAttempt> its = attemptsOf(row, all.values(), used);
        mark("found", !its.isEmpty(), row, "");
        if (!its.isEmpty()) {
          judge(row, its, inferred);
        }
      }
    }
  }

  private void judge(
      CSVRecord row, List<DeliveryAttempt> its, Map<String, FailureReason> inferred) {
    DeliveryAttempt last =
        its.stream().min(Comparator.comparing(one -> RANK.indexOf(one.outcome()))).orElseThrow();
    String outcome =
        switch (last.outcome()) {
          case DELIVERED, RELAYED, DISCARDED -> "delivered";
          case BOUNCED -> "bounced";
          case EXPIRED -> "deferred_expired";
          case REJECTED -> "rejected_at_smtp";
          case DEFERRED, HELD -> "still_queued";
        };
    mark("outcome", outcome.equals(row.get("expected_final_outcome")), row, outcome);
    Set<String> allowed = REASONS.get(row.get("expected_failure_class"));
    if (allowed != null) {
      Set<String> have = new HashSet<>();
      for (DeliveryAttempt one : its) {
        if (inferred.containsKey(one.eventId())) {
          have.add(inferred.get(one.eventId()).id());
        } else if (one.judgement() != null) {
          have.add(one.judgement().reason().id());
          have.add(one.judgement().cause() == null ? "" : one.judgement().cause().id());
        }
      }
      mark("class", have.stream().anyMatch(allowed::contains), row, have.toString());
    }
    String server = row.get("whose_server");
    if (!server.equals("none")) {
      String said = !last.failed() ? "nobody" : last.refusedRemotely() ? "remote" : "own";
      mark("server", server.equals(said), row, said);
    }
  }

  private void mark(String figure, boolean isRight, CSVRecord row, String have) {
    if (isRight) {
      right.merge(figure, 1, Integer::sum);
    } else {
      wrong
          .computeIfAbsent(figure, any -> new ArrayList<>())
          .add(row.get("message_id") + " [" + row.get("scenario") + "] " + have);
    }
  }

  private static List<DeliveryAttempt> attemptsOf(
      CSVRecord row, Iterable<DeliveryAttempt> all, Set<String> used) {
    long sent = OffsetDateTime.parse(row.get("sent_at")).toEpochSecond() * 1_000_000;
    Set<String> names = new HashSet<>(Set.of(lower(row.get("rcpt_to"))));
    names.add(lower(row.get("orig_rcpt")));
    names.remove("");
    boolean refused = row.get("expected_final_outcome").equals("rejected_at_smtp");
    Map<String, List<DeliveryAttempt>> candidates = new HashMap<>();
    for (DeliveryAttempt one : all) {
      boolean same = refused ? isRefusal(one, row, names, sent) : isDelivery(one, row, names, sent);
      String key = (refused ? one.eventId() : one.message().queueId()) + lower(row.get("rcpt_to"));
      if (same && !used.contains(key)) {
        candidates.computeIfAbsent(key, any -> new ArrayList<>()).add(one);
      }
    }
    Map.Entry<String, List<DeliveryAttempt>> best =
        candidates.entrySet().stream()
            .min(
                Comparator.comparingLong(
                    (Map.Entry<String, List<DeliveryAttempt>> one) -> {
                      DeliveryAttempt first = one.getValue().get(0);
                      boolean exact = names.contains(lower(first.recipientText()));
                      return Math.abs(first.timeMicros() - sent) + (exact ? 0 : 10_000_000_000L);
                    }))
            .orElse(null);
    if (best == null) {
      return List.of();
    }
    used.add(best.getKey());
    List<DeliveryAttempt> exact =
        best.getValue().stream()
            .filter(one -> lower(one.recipientText()).equals(lower(row.get("rcpt_to"))))
            .toList();
    return exact.isEmpty() ? best.getValue() : exact;
  }

  private static boolean isRefusal(
      DeliveryAttempt one, CSVRecord row, Set<String> names, long sent) {
    String to = lower(one.recipientText());
    String from = one.message().sender();
    return one.outcome() == Outcome.REJECTED
        && Math.abs(one.timeMicros() - sent) < 1_800_000_000L
        && (to.isEmpty() || names.contains(to))
        && (from == null || from.isEmpty() || lower(from).equals(lower(row.get("envelope_from"))));
  }

  private static boolean isDelivery(
      DeliveryAttempt one, CSVRecord row, Set<String> names, long sent) {
    if (one.outcome() == Outcome.REJECTED) {
      return false;
    }
    boolean to =
        names.contains(lower(one.recipientText()))
            || one.originalRecipient() != null && names.contains(lower(one.originalRecipient()));
    String messageId = one.message().messageId();
    long created =
        Double.isNaN(one.queueSeconds())
            ? one.timeMicros()
            : one.timeMicros() - (long) (one.queueSeconds() * 1e6);
    return messageId != null
        ? to && messageId.equals(row.get("message_id"))
        : to
            && Objects.equals(
                lower(String.valueOf(one.message().sender())), lower(row.get("envelope_from")))
            && Math.abs(created - sent) < 4_000_000_000L;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Map<String, FailureReason> inferred(Map<String, DeliveryAttempt> all) {
    Set<String> domains = new HashSet<>();
    List<LoggedAttempt> own = new ArrayList<>();
    List<LoggedAttempt> refusals = new ArrayList<>();
    for (DeliveryAttempt one : all.values()) {
      if (one.outcome() == Outcome.REJECTED) {
        refusals.add(logged(one));
      } else if (one.localStore()) {
        own.add(logged(one));
        domains.add(RefusalInference.domainOf(one.message().logHost(), one.recipient().domain()));
      }
    }
    Map<String, FailureReason> reasons = new HashMap<>();
    for (JointVerdict verdict : new RefusalInference(domains, own).infer(refusals)) {
      reasons.put(verdict.eventId(), verdict.reason());
    }
    return reasons;
  }

  private static LoggedAttempt logged(DeliveryAttempt one) {
    return new LoggedAttempt(
        one.eventId(),
        0,
        one.timeMicros(),
        one.outcome().columnValue(),
        one.message().logHost(),
        one.message().queueId(),
        one.message().messageKey(),
        one.message().messageId(),
        one.message().sender(),
        one.recipientText(),
        one.originalRecipient(),
        ContentKey.ofMailbox(one.recipient()),
        one.judgement() == null ? null : one.judgement().reason(),
        one.judgement() == null ? null : one.judgement().cause(),
        one.text(),
        one.localStore() ? "own" : null,
        one.message().noticeOfQueueId());
  }
}
