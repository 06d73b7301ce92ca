package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;

import modori.NeedsCorpus;
import org.junit.jupiter.api.Test;

@NeedsCorpus
class DetailJoinerTest {
  private final DetailJoiner joiner = new DetailJoiner();
  private final LogEvent event = new LogEvent();

  @Test
  void aDeliveryGetsMessageAndRecipientFromItsBegin() {
    tell("mx1", "7", "12345", "bob@example.org");
    end("mx1", "7");
    assertThat(event.text(EventField.QUEUE_ID)).isEqualTo("12345");
    assertThat(event.text(EventField.RECIPIENT)).isEqualTo("bob@example.org");
  }

  @Test
  void aNumberThatBeginsAgainMeansTheLaterDelivery() {
    tell("mx1", "7", "12345", "bob@example.org");
    tell("mx1", "7", "99", "eve@example.org");
    end("mx1", "7");
    assertThat(event.text(EventField.RECIPIENT)).isEqualTo("eve@example.org");
  }

  @Test
  void hostsDoNotShareTheirNumbers() {
    tell("mx1", "7", "12345", "bob@example.org");
    end("mx2", "7");
    assertThat(event.has(EventField.QUEUE_ID)).isFalse();
  }

  @Test
  void whatIsToldDoesNotOverwriteWhatTheLineSays() {
    tell("mx1", "7", "12345", "bob@example.org");
    event
        .begin(EventType.ATTEMPT)
        .flag(EventFlag.TOLD_EARLIER)
        .put(EventField.DELIVERY_ID, "7")
        .put(EventField.RECIPIENT, "x@example.org");
    joiner.join(line("mx1"), event, LineFate.EVENT);
    assertThat(event.text(EventField.RECIPIENT)).isEqualTo("x@example.org");
    assertThat(event.text(EventField.QUEUE_ID)).isEqualTo("12345");
  }

  @Test
  void memoryIsBoundedAndOldDeliveriesAreForgottenNotMixedUp() {
    for (int i = 0; i < 20_000; i++) {
      tell("mx1", Integer.toString(i), "m" + i, "r" + i + "@example.org");
    }
    int known = 0;
    for (int i = 0; i < 20_000; i++) {
      end("mx1", Integer.toString(i));
      if (event.has(EventField.QUEUE_ID)) {
        known++;
        assertThat(event.text(EventField.QUEUE_ID)).isEqualTo("m" + i);
      }
    }
    assertThat(known).isBetween(500, 1024);
  }

  @Test
  void aNoticeLearnsWhatItIsAboutFromTheLineThatMadeIt() {
    event
        .begin(EventType.NOTICE)
        .noticeKind(NoticeKind.NON_DELIVERY)
        .put(EventField.QUEUE_ID, "987")
        .put(EventField.DELIVERY_ID, "qp 18700");
    joiner.join(line("mx1"), event, LineFate.CONTEXT);
    event
        .begin(EventType.ARRIVAL)
        .flag(EventFlag.TOLD_EARLIER)
        .put(EventField.QUEUE_ID, "988")
        .put(EventField.DELIVERY_ID, "qp 18700");
    joiner.join(line("mx1"), event, LineFate.CONTEXT);
    assertThat(event.text(EventField.OTHER_QUEUE_ID)).isEqualTo("987");
    assertThat(event.text(EventField.QUEUE_ID)).isEqualTo("988");
    assertThat(event.noticeKind()).isEqualTo(NoticeKind.NON_DELIVERY);
  }

  private void tell(String host, String number, String queueId, String recipient) {
    event
        .begin(EventType.ATTEMPT_DETAIL)
        .put(EventField.DELIVERY_ID, number)
        .put(EventField.QUEUE_ID, queueId)
        .put(EventField.RECIPIENT, recipient);
    joiner.join(line(host), event, LineFate.CONTEXT);
  }

  private void end(String host, String number) {
    event.begin(EventType.ATTEMPT).flag(EventFlag.TOLD_EARLIER).put(EventField.DELIVERY_ID, number);
    joiner.join(line(host), event, LineFate.EVENT);
  }

  private static LogLine line(String host) {
    LogLine line = new LogLine();
    byte[] bytes = CorpusLines.utf8(host);
    line.set(bytes, 0, bytes.length);
    line.hostTo = bytes.length;
    return line;
  }
}
