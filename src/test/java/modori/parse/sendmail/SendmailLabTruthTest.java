package modori.parse.sendmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.ParserCases;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Joins the events of the lab by queue id and holds them against what was done there. */
@NeedsCorpus
class SendmailLabTruthTest {
  private static final Path LAB = Path.of(System.getProperty("modori.corpus"), "lab/sendmail");

  private final Map<String, String> messageIds = new HashMap<>();
  private final Map<String, EnumSet<Outcome>> outcomes = new HashMap<>();
  private final Set<String> expired = new HashSet<>();

  @Test
  void everyMessageThatWasTakenEndsAsTheTruthSays() throws IOException {
    try (Stream<Path> files = Files.list(LAB.resolve("logs"))) {
      files
          .filter(f -> f.getFileName().toString().startsWith("mail.log"))
          .sorted(Comparator.comparingInt(SendmailLabTruthTest::age).reversed())
          .forEach(f -> ParserCases.lines(f).forEach(this::read));
    }
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    int bouncedLater = 0;
    try (Reader reader = Files.newBufferedReader(LAB.resolve("truth.csv"));
        CSVParser rows = CSVFormat.RFC4180.builder().setHeader().get().parse(reader)) {
      for (CSVRecord row : rows) {
        String expected = row.get("expected_final_outcome");
        if (expected.equals("rejected_at_smtp")) {
          continue;
        }
        // The log names the address before virtusertable where the truth names the one behind it.
        String written = row.get("orig_rcpt").isEmpty() ? row.get("rcpt_to") : row.get("orig_rcpt");
        String actual = outcome(row.get("message_id"), row.get("rcpt_to"));
        if (actual.equals("nothing")) {
          actual = outcome(row.get("message_id"), written);
        }
        checked++;
        if (actual.equals("delivered") && expected.equals("bounced")) {
          // The next server took it and sent a bounce later: only that bounce tells.
          assertThat(row.get("whose_server")).isEqualTo("remote");
          bouncedLater++;
        } else if (!actual.equals(expected)) {
          wrong.add(
              row.get("message_id") + " " + row.get("rcpt_to") + " " + expected + " " + actual);
        }
      }
    }
    assertThat(checked).isEqualTo(1052);
    assertThat(bouncedLater).isEqualTo(32);
    assertThat(wrong).isEmpty();
  }

  private static int age(Path file) {
    String digits = file.getFileName().toString().replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private void read(String text) {
    LogEvent event = new LogEvent();
    LineFate fate = new SendmailParser().parse(ParserCases.syslog(text), event);
    if (fate.kind() != LineFate.Kind.EVENT && fate.kind() != LineFate.Kind.CONTEXT) {
      return;
    }
    String entry = event.text(EventField.QUEUE_ID);
    if (event.type() == EventType.ARRIVAL) {
      String parent = event.text(EventField.OTHER_QUEUE_ID);
      String id = parent == null ? event.text(EventField.MESSAGE_ID) : messageIds.get(parent);
      messageIds.put(entry, id);
    } else if (event.type() == EventType.NOTICE && event.outcome() == Outcome.EXPIRED) {
      expired.add(messageIds.get(entry));
    } else if (event.type() == EventType.ATTEMPT && !event.has(EventFlag.INTERNAL_HOP)) {
      String owner = event.text(EventField.ORIGINAL_RECIPIENT);
      byte[] list =
          (owner == null ? event.text(EventField.RECIPIENT) : owner)
              .getBytes(StandardCharsets.UTF_8);
      RecipientList.forEach(
          list,
          0,
          list.length,
          (b, from, to) ->
              outcomes
                  .computeIfAbsent(
                      messageIds.get(entry) + " " + localPart(new String(b, from, to - from)),
                      k -> EnumSet.noneOf(Outcome.class))
                  .add(event.outcome()));
    }
  }

  private String outcome(String messageId, String recipient) {
    Set<Outcome> all =
        outcomes.getOrDefault(
            messageId + " " + localPart(recipient), EnumSet.noneOf(Outcome.class));
    if (all.contains(Outcome.BOUNCED)) {
      return "bounced";
    }
    if (all.contains(Outcome.DELIVERED)) {
      return "delivered";
    }
    if (!all.contains(Outcome.DEFERRED)) {
      return "nothing";
    }
    return expired.contains(messageId) ? "deferred_expired" : "still_queued";
  }

  private static String localPart(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? address : address.substring(0, at);
  }
}
