package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import modori.classify.FailureReason;
import modori.correlate.QueuedMessage;
import org.junit.jupiter.api.Test;

class QueuedMessagesTest {
  @Test
  void bringsBackEveryFieldAlsoThoseThatAreAbsent() {
    QueuedMessage whole =
        new QueuedMessage(
            "event",
            20_000,
            1_771_804_800_123_456L,
            1_771_804_799_000_000L,
            "bounced",
            "postfix",
            "mx1",
            "4XyZ",
            "key",
            "1@example.jp",
            "",
            "宛先@example.jp",
            "login",
            "192.0.2.1",
            "client.example.net",
            true,
            FailureReason.MAILBOX_FULL,
            FailureReason.UNCLASSIFIED,
            "4XyA",
            "4XyB",
            "9FA0");
    QueuedMessage bare =
        new QueuedMessage(
            "e",
            1,
            2,
            3,
            "expired",
            "exim",
            "h",
            "q",
            "k",
            null,
            null,
            "r@example.net",
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            null);
    Output out = new Output(16, -1);
    QueuedMessages.write(whole, out);
    QueuedMessages.write(bare, out);
    Input in = new Input(out.toBytes());
    assertThat(QueuedMessages.read(in)).isEqualTo(whole);
    assertThat(QueuedMessages.read(in)).isEqualTo(bare);
    assertThat(in.eof()).isTrue();
  }
}
