package modori.parse.exim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import modori.NeedsCorpus;
import modori.parse.CorpusLines;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a real Exim's log says of each message, against what was sent and what became of it. */
@NeedsCorpus
class EximLabTruthTest {
  private record Said(
      long second,
      EventType type,
      @Nullable Outcome outcome,
      @Nullable String queueId,
      @Nullable String sender,
      @Nullable String recipient,
      @Nullable String original) {}

  private final List<Said> refusals = new ArrayList<>();
  private final List<Said> attempts = new ArrayList<>();
  private final Map<String, Said> arrivals = new HashMap<>();

  @Test
  void everyRecipientHasTheOutcomeThatTheTruthTells() throws IOException {
    CorpusLines.below("lab/exim/logs/exim4").stream()
        .filter(file -> file.getFileName().toString().startsWith("mainlog"))
        .sorted((a, b) -> number(b) - number(a))
        .forEach(file -> new CorpusLines().read(file, remembering(), rendered -> {}));
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    try (CSVParser truth =
        CSVParser.parse(
            CorpusLines.path("lab/exim/truth.csv"),
            StandardCharsets.UTF_8,
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      for (CSVRecord row : truth) {
        rows++;
        String expected = row.get("expected_final_outcome");
        String said = outcome(row);
        // The next server took the message and sent the error itself.
        boolean later = row.get("notes").contains("accepted by the remote server");
        if (!said.equals(later ? "delivered" : expected)) {
          wrong.add(said + " instead of " + row);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).isEqualTo(331);
  }

  private String outcome(CSVRecord row) {
    String recipient = row.get("rcpt_to");
    long sent = OffsetDateTime.parse(row.get("sent_at")).toEpochSecond();
    Said arrival = arrivals.get(row.get("message_id"));
    if (arrival != null && arrival.second() > sent + 300) {
      arrival = null; // a later try, after it was put off at SMTP time
    }
    Said last = null;
    for (Said attempt : attempts) {
      if (arrival != null
          && attempt.queueId().equals(arrival.queueId())
          && (recipient.equalsIgnoreCase(attempt.recipient())
              || recipient.equalsIgnoreCase(attempt.original()))) {
        last = attempt;
      }
    }
    if (last != null && last.outcome() != null) {
      return switch (last.outcome()) {
        case DELIVERED -> "delivered";
        case BOUNCED -> "bounced";
        // a retry rule without times, or an address that has failed for long: given up at once
        case EXPIRED -> last.second() - arrival.second() < 60 ? "bounced" : "deferred_expired";
        case RELAYED, DEFERRED, REJECTED, DISCARDED, HELD -> last.outcome().columnValue();
      };
    }
    boolean refused =
        refusals.stream()
            .anyMatch(
                r ->
                    Math.abs(r.second() - sent) < 10
                        && (r.sender() == null || r.sender().equals(row.get("envelope_from")))
                        && (r.recipient() == null || r.recipient().equals(recipient)));
    return refused ? "rejected_at_smtp" : "nothing";
  }

  private BiFunction<LogLine, LogEvent, LineFate> remembering() {
    BiFunction<LogLine, LogEvent, LineFate> log = EximMainlogTest.mainlog(java.time.ZoneOffset.UTC);
    return (line, event) -> {
      LineFate fate = log.apply(line, event);
      if (fate == LineFate.EVENT || fate == LineFate.CONTEXT) {
        remember(line, event);
      }
      return fate;
    };
  }

  private void remember(LogLine line, LogEvent event) {
    Said said =
        new Said(
            line.timeMicros / 1_000_000,
            event.type(),
            event.outcome(),
            event.text(EventField.QUEUE_ID),
            event.text(EventField.SENDER),
            event.text(EventField.RECIPIENT),
            event.text(EventField.ORIGINAL_RECIPIENT));
    String messageId = event.text(EventField.MESSAGE_ID);
    if (messageId != null) {
      arrivals.put(messageId, said);
    } else if (event.type() == EventType.ATTEMPT) {
      attempts.add(said);
    } else if (event.type() == EventType.REJECTION) {
      refusals.add(said);
    }
  }

  // mainlog.16.gz is older than mainlog.9.gz
  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
  }
}
