package modori.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import modori.NeedsCorpus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounces of real mail servers against the truth of what was sent. */
@NeedsCorpus
class LabBouncesTest {
  private static final Map<String, Set<String>> REASONS =
      Map.of(
          "mailbox_full", Set.of("mailbox_full", "mailbox_full_by_count"),
          "unknown_recipient", Set.of("user_unknown"),
          "nonexistent_recipient_host",
              Set.of("host_unknown", "domain_no_mail", "domain_dns_failure", "routing_failure"),
          "connection_failed",
              Set.of("connect_refused", "connect_timeout", "connection_lost", "routing_failure"),
          "message_too_large", Set.of("message_too_large"),
          "content_rejected",
              Set.of(
                  "spam_content",
                  "virus_detected",
                  "attachment_refused",
                  "content_invalid",
                  "policy_other"));

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "sendmail", "exim", "opensmtpd", "courier"})
  void everyBounceNamesItsRecipientsAndItsMail(String host) {
    Path root = Corpus.folder("lab/" + host);
    Map<String, List<BounceNotice>> rows = Corpus.rows(root, root.resolve("bounces/Maildir"));
    for (Map<String, String> bounce : bounces(root)) {
      List<BounceNotice> found = rows.get(bounce.get("file"));
      if (returnsANotice(found)) {
        continue;
      }
      assertThat(recipients(found))
          .as(bounce.get("file"))
          .isEqualTo(split(bounce.get("final_recipients")));
      assertThat(found)
          .as(bounce.get("file"))
          .allSatisfy(
              row -> {
                assertThat(row.returned().messageId()).isEqualTo(bounce.get("original_message_id"));
                assertThat(row.envelope().messageId()).isEqualTo(bounce.get("message_id"));
                assertThat(row.envelope().reportingMta()).isEqualTo(bounce.get("reporting_mta"));
                assertThat(row.envelope().date()).isNotNull();
                assertThat(row.kind())
                    .isEqualTo(
                        bounce.get("kind").equals("delayed")
                            ? NoticeKind.DELAY
                            : NoticeKind.BOUNCE);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "sendmail", "exim", "opensmtpd", "courier"})
  void everyBounceTellsItsReasonAndWhoseServerRefused(String host) {
    Path root = Corpus.folder("lab/" + host);
    Map<String, List<Map<String, String>>> truth = new HashMap<>();
    for (Map<String, String> sent : Corpus.csv(root.resolve("truth.csv"))) {
      truth.computeIfAbsent(sent.get("message_id"), id -> new ArrayList<>()).add(sent);
    }
    List<String> wrong = new ArrayList<>();
    Corpus.rows(root, root.resolve("bounces/Maildir"))
        .forEach(
            (file, found) -> {
              for (BounceNotice row : found) {
                sent(truth, row).ifPresent(sent -> compare(file, row, sent, wrong));
              }
            });
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "sendmail", "opensmtpd"})
  void answersAreNoBouncesAndForgeriesShowSigns(String host) {
    Path root = Corpus.folder("lab/" + host);
    Corpus.rows(root, root.resolve("not-bounces"))
        .forEach(
            (file, found) -> {
              if (file.contains("auto-reply")) {
                assertThat(found)
                    .as(file)
                    .extracting(BounceNotice::kind)
                    .containsOnly(NoticeKind.AUTO_REPLY);
              } else {
                assertThat(found.get(0).envelope().signs())
                    .as(file)
                    .contains(ForgerySign.NO_DSN_STRUCTURE, ForgerySign.NOTHING_RETURNED);
              }
            });
  }

  private static List<Map<String, String>> bounces(Path root) {
    return Corpus.csv(root.resolve("bounces/bounces.csv")).stream()
        .filter(
            bounce ->
                Set.of("failed", "delayed", "expired-labelled-delayed")
                    .contains(bounce.get("kind")))
        .toList();
  }

  // The list of recipients in bounces.csv was taken from the inner notice too.
  private static boolean returnsANotice(List<BounceNotice> found) {
    String sender = found.get(0).returned().sender();
    return sender != null
        && (sender.isEmpty() || sender.toLowerCase(Locale.ROOT).contains("mailer-daemon"));
  }

  private static Set<String> recipients(List<BounceNotice> found) {
    return found.stream()
        .map(row -> String.valueOf(row.recipient().finalRecipient()).toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> split(String list) {
    Set<String> names = new TreeSet<>();
    for (String name : list.split(";", -1)) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private static java.util.Optional<Map<String, String>> sent(
      Map<String, List<Map<String, String>>> truth, BounceNotice row) {
    String recipient = String.valueOf(row.recipient().finalRecipient());
    List<Map<String, String>> fitting =
        truth.getOrDefault(String.valueOf(row.returned().messageId()), List.of()).stream()
            .filter(
                sent ->
                    recipient.equalsIgnoreCase(sent.get("rcpt_to"))
                        || recipient.equalsIgnoreCase(sent.get("orig_rcpt")))
            .toList();
    return fitting.size() == 1 ? java.util.Optional.of(fitting.get(0)) : java.util.Optional.empty();
  }

  private static void compare(
      String file, BounceNotice row, Map<String, String> sent, List<String> wrong) {
    Set<String> allowed = REASONS.get(sent.get("expected_failure_class"));
    // "Envelope expired" or "not yet delivered" is all that some notices say.
    boolean silent =
        Set.of("expired", "delay_warning").contains(String.valueOf(row.reason()))
            && row.causeReason() == null;
    if (allowed != null
        && !silent
        && !allowed.contains(row.reason())
        && !allowed.contains(String.valueOf(row.causeReason()))) {
      wrong.add(
          file
              + ": "
              + sent.get("expected_failure_class")
              + " read as "
              + row.reason()
              + " "
              + row.causeReason()
              + " "
              + row.recipient().diagnosticCode());
    }
    String server = sent.get("whose_server");
    DetectedBy detected = row.detectedBy();
    if (!server.equals("none") && detected != null && !server.equals(detected.columnValue())) {
      wrong.add(
          file
              + ": "
              + server
              + " server read as "
              + detected
              + " "
              + row.recipient().diagnosticCode());
    }
  }
}
