package modori.bounce;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import modori.NeedsCorpus;
import org.junit.jupiter.api.Test;

/** The figures on messages of strangers; the floors are what was reached, never lowered. */
@NeedsCorpus
class CorpusScoreTest {
  private static final Set<String> NETWORK =
      Set.of(
          "connect_refused",
          "connect_timeout",
          "connection_lost",
          "domain_dns_failure",
          "routing_failure");

  /** What each reason of the sources may be called here. */
  private static final Map<String, Set<String>> REASONS =
      Map.ofEntries(
          entry("mailboxfull", Set.of("mailbox_full", "mailbox_full_by_count")),
          entry("userunknown", Set.of("user_unknown", "address_syntax")),
          entry("hostunknown", Set.of("host_unknown", "domain_no_mail")),
          entry(
              "rejected",
              Set.of(
                  "sender_unknown",
                  "sender_domain_unknown",
                  "sender_refused",
                  "sender_syntax",
                  "recipient_refused")),
          entry(
              "filtered",
              Set.of(
                  "recipient_refused",
                  "user_unknown",
                  "mailbox_disabled",
                  "restricted_recipient",
                  "list_expansion_failed")),
          entry("suspend", Set.of("mailbox_disabled", "mailbox_inactive")),
          entry("hasmoved", Set.of("mailbox_moved")),
          entry("mesgtoobig", Set.of("message_too_large")),
          entry("exceedlimit", Set.of("message_too_large")),
          entry("systemfull", Set.of("system_full")),
          entry(
              "systemerror",
              Set.of(
                  "system_misconfigured",
                  "system_unavailable",
                  "routing_failure",
                  "too_many_recipients",
                  "local_program_failed")),
          entry("mailererror", Set.of("local_program_failed", "mailbox_full")),
          entry("networkerror", union(NETWORK, "system_misconfigured")),
          entry("expired", union(NETWORK, "expired")),
          entry("norelaying", Set.of("relay_denied", "sender_not_owned")),
          entry("notaccept", Set.of("domain_no_mail", "system_unavailable", "recipient_refused")),
          entry("contenterror", Set.of("content_invalid", "attachment_refused", "spam_content")),
          entry("notcompliantrfc", Set.of("content_invalid")),
          entry("syntaxerror", Set.of("protocol_error", "address_syntax")),
          entry("spamdetected", Set.of("spam_content")),
          entry("virusdetected", Set.of("virus_detected", "attachment_refused")),
          entry("blocked", Set.of("ip_blocked", "policy_other", "ptr_missing", "rate_limited")),
          entry("badreputation", Set.of("ip_blocked", "rate_limited", "policy_other")),
          entry("requireptr", Set.of("ptr_missing", "ip_blocked")),
          entry("authfailure", Set.of("auth_spf_dkim_dmarc")),
          entry(
              "securityerror",
              Set.of("login_required", "tls_required", "policy_other", "restricted_recipient")),
          entry(
              "policyviolation",
              Set.of("policy_other", "restricted_recipient", "attachment_refused")),
          entry("failedstarttls", Set.of("tls_required")),
          entry("speeding", Set.of("rate_limited", "greylisted", "mailbox_busy")),
          entry("toomanyconn", Set.of("rate_limited", "too_many_recipients")),
          entry("suppressed", Set.of("suppressed")));

  private static final Map<String, Set<NoticeKind>> KINDS =
      Map.of(
          "feedback", Set.of(NoticeKind.COMPLAINT),
          "vacation", Set.of(NoticeKind.AUTO_REPLY),
          "delivered", Set.of(NoticeKind.SUCCESS),
          "mdn", Set.of(NoticeKind.MDN),
          "challenge-response", Set.of(NoticeKind.CHALLENGE),
          "not-bounce", Set.of(NoticeKind.NOT_A_NOTICE, NoticeKind.AUTO_REPLY, NoticeKind.MDN));

  private final Map<String, int[]> score = new TreeMap<>();

  @Test
  void messagesOfStrangersAreReadAsWellAsEver() throws IOException {
    Path root = Corpus.folder("bounce");
    Map<String, List<BounceNotice>> rows = Corpus.rows(root, root);
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(root.resolve("expected.jsonl"))) {
      JsonNode want = json.readTree(line);
      List<BounceNotice> found = rows.get(want.path("file").asText());
      if (found != null && !want.path("kind").asText().equals("mbox")) {
        compare(want, found);
      }
    }
    assertThat(percent("false bounces avoided")).isEqualTo(100);
    assertThat(percent("kind of other notices")).isGreaterThan(96);
    assertThat(percent("bounces seen")).isGreaterThan(99.4);
    assertThat(percent("exact recipients")).isGreaterThan(99.6);
    assertThat(percent("full mailboxes")).isGreaterThan(98.3);
    assertThat(percent("reason")).isGreaterThan(96.8);
  }

  private void compare(JsonNode want, List<BounceNotice> found) {
    Set<NoticeKind> kinds = found.stream().map(BounceNotice::kind).collect(Collectors.toSet());
    String kind = want.path("kind").asText();
    if (KINDS.containsKey(kind)) {
      mark("false bounces avoided", !kinds.contains(NoticeKind.BOUNCE));
      mark("kind of other notices", kinds.stream().anyMatch(KINDS.get(kind)::contains));
      return;
    }
    mark("bounces seen", kinds.contains(NoticeKind.BOUNCE) || kinds.contains(NoticeKind.DELAY));
    recipients(want, found);
    reason(want, found);
  }

  private void recipients(JsonNode want, List<BounceNotice> found) {
    if (want.path("recipients").isEmpty()
        || want.path("recipients_from").asText().equals("tool-run")) {
      return;
    }
    Set<String> need = new HashSet<>();
    want.path("recipients").forEach(address -> need.add(address.asText().toLowerCase(Locale.ROOT)));
    Set<String> have = new HashSet<>();
    Set<String> also = new HashSet<>();
    for (BounceNotice row : found) {
      add(row.recipient().finalRecipient(), have);
      add(row.recipient().originalRecipient(), also);
    }
    also.addAll(have);
    mark(
        "exact recipients",
        have.equals(need) || also.containsAll(need) && have.size() <= need.size());
  }

  private void reason(JsonNode want, List<BounceNotice> found) {
    Set<String> allowed =
        new HashSet<>(REASONS.getOrDefault(want.path("reason").asText(), Set.of()));
    want.path("reason_ok")
        .forEach(name -> allowed.addAll(REASONS.getOrDefault(name.asText(), Set.of())));
    if (allowed.isEmpty()) {
      return;
    }
    Set<String> have = new HashSet<>();
    for (BounceNotice row : found) {
      add(row.reason(), have);
      add(row.causeReason(), have);
    }
    boolean right = have.stream().anyMatch(allowed::contains);
    mark("reason", right);
    if (want.path("reason").asText().equals("mailboxfull")) {
      mark("full mailboxes", right);
    }
  }

  private static void add(String value, Set<String> values) {
    if (value != null) {
      values.add(value.toLowerCase(Locale.ROOT));
    }
  }

  private void mark(String figure, boolean right) {
    int[] counts = score.computeIfAbsent(figure, name -> new int[2]);
    counts[right ? 0 : 1]++;
  }

  private double percent(String figure) {
    int[] counts = score.getOrDefault(figure, new int[2]);
    return 100.0 * counts[0] / (counts[0] + counts[1]);
  }

  private static Set<String> union(Set<String> names, String more) {
    Set<String> all = new HashSet<>(names);
    all.add(more);
    return all;
  }
}
