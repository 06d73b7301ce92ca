package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import modori.chronic.Observation;
import org.junit.jupiter.api.Test;

class MailboxTableTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 2, 23);

  @Test
  void findsEveryDayOfEveryMailboxAndGivesTheDaysOfOneTogether() {
    Random random = new Random(3);
    MailboxTable table = new MailboxTable();
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      long key = (long) random.nextInt(4000) << 20;
      LocalDate day = FIRST.plusDays(random.nextInt(5));
      boolean known = table.find(key, 1, day) != null;
      assertThat(known).isEqualTo(!expected.add(key + " " + day));
      if (!known) {
        table.put(new MailboxPartial(key, 1, day, "a@example.com", "example.com"));
      }
    }
    assertThat(table.days()).isEqualTo(expected.size());
    Set<Long> mailboxes = new HashSet<>();
    table.drain(
        first -> {
          assertThat(mailboxes.add(first.key)).isTrue();
          for (MailboxPartial part = first; part != null; part = part.next) {
            assertThat(expected.remove(part.key + " " + part.day)).isTrue();
          }
        });
    assertThat(expected).isEmpty();
    assertThat(table.days()).isZero();
  }

  @Test
  void aPartComesBackFromItsBytes() {
    MailboxPartial part = new MailboxPartial(-7, 9, FIRST, "ä@example.com", "example.com");
    part.describe("z@example.org", "google", "remote");
    part.describe("ä@example.com", "aol", "own");
    part.builder.add(Observation.Kind.FULL, 1_771_840_000_000_000L, -1);
    part.senders = part.senders.with(5);
    part.lost = part.lost.with(0);
    MailboxPartial plain = new MailboxPartial(1, 2, FIRST, "b@example.net", "example.com");
    plain.builder.add(Observation.Kind.OK, 1_771_890_000_000_000L, 1200);
    Output out = new Output(16, -1);
    part.write(out);
    plain.write(out);

    Input in = new Input(out.toBytes());
    MailboxPartial.Reader reader = new MailboxPartial.Reader();
    assertSame(reader.read(in), part);
    assertSame(reader.read(in), plain);
    assertThat(in.eof()).isTrue();
  }

  private static void assertSame(MailboxPartial one, MailboxPartial other) {
    assertThat(one.mailboxKey()).isEqualTo(other.mailboxKey());
    assertThat(one.day).isEqualTo(other.day);
    assertThat(one.address).isEqualTo(other.address);
    assertThat(one.domain).isEqualTo(other.domain);
    assertThat(one.provider).isEqualTo(other.provider);
    assertThat(one.hosted).isEqualTo(other.hosted);
    assertThat(one.builder.build()).isEqualTo(other.builder.build());
    assertThat(one.senders.sorted()).isEqualTo(other.senders.sorted());
    assertThat(one.lost.sorted()).isEqualTo(other.lost.sorted());
    assertThat(one.delayed.sorted()).isEqualTo(other.delayed.sorted());
  }
}
