package modori.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import modori.classify.Classifier;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import org.junit.jupiter.api.Test;

class AttemptNamesMessageTest {
  private final FactWriter facts = new FactWriter(256);

  @Test
  void aRecordThatSaysAllIsAWholeRow() {
    facts.add(attempt("news@example.com"), 1_000_000, 0, 0);
    Message message = attempts().get(0).message();
    assertThat(message.sender()).isEqualTo("news@example.com");
    assertThat(message.clientIp()).isEqualTo("192.0.2.7");
    assertThat(message.messageId()).isEqualTo("m1@example.com");
    assertThat(message.sizeBytes()).isEqualTo(4711);
  }

  @Test
  void whatTheLinesAboutTheMessageSayComesFirst() {
    LogEvent envelope = new LogEvent().begin(EventType.ENVELOPE);
    envelope.put(EventField.SENDER, "first@example.com");
    facts.add(attempt("rewritten@example.com"), 1_000_000, 0, 0);
    facts.add(envelope, 2_000_000, 0, 0);
    assertThat(attempts().get(0).message().sender()).isEqualTo("first@example.com");
  }

  @Test
  void eachRecordAloneTellsWhichMessageItIsOf() {
    facts.add(attempt("").put(EventNumber.ARRIVED_MICROS, 500_000), 1_000_000, 0, 0);
    DeliveryAttempt first = attempts().get(0);
    facts.add(attempt("").put(EventNumber.ARRIVED_MICROS, 500_000), 9_000_000, 0, 0);
    DeliveryAttempt second = attempts().get(1);
    assertThat(second.message().messageKey()).isEqualTo(first.message().messageKey());
    assertThat(first.queueSeconds()).isEqualTo(0.5);
    assertThat(second.queueSeconds()).isEqualTo(8.5);
  }

  private List<DeliveryAttempt> attempts() {
    return new EntryReader(new Judge(Classifier.standard()))
        .attempts(new Fragment("pmta", "mx1", "", "q1", facts.toBytes()));
  }

  private static LogEvent attempt(String sender) {
    LogEvent event = new LogEvent().begin(EventType.ATTEMPT).outcome(Outcome.DELIVERED);
    event.put(EventField.RECIPIENT, "taro@example.org").put(EventField.SENDER, sender);
    event.put(EventField.CLIENT_IP, "192.0.2.7").put(EventField.MESSAGE_ID, "m1@example.com");
    return event.put(EventNumber.SIZE_BYTES, 4711);
  }
}
