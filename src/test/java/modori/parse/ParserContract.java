package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What every dialect, with every parser behind it, must stand. */
public record ParserContract(Supplier<Dialect> dialects, List<byte[]> lines) {
  private static final int NOISES = 40;

  /** Any bytes have a fate. */
  public void anyBytesHaveOneFate() {
    Random random = new Random(3);
    Dialect dialect = dialects.get();
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      hasOneFate(dialect, bytes, 0, bytes.length);
    }
  }

  /** Both halves of a line that is cut at any byte have a fate. */
  public void aLineCutAnywhereHasOneFate() {
    Dialect dialect = dialects.get();
    for (byte[] line : lines) {
      for (int cut = 0; cut <= line.length; cut++) {
        hasOneFate(dialect, Arrays.copyOf(line, cut), 0, cut);
        hasOneFate(dialect, line, cut, line.length);
      }
    }
  }

  /** A line has a fate, whichever of its bytes are others. */
  public void aLineWithChangedBytesHasOneFate() {
    Random random = new Random(5);
    Dialect dialect = dialects.get();
    for (byte[] line : lines) {
      for (int i = 0; i < NOISES && line.length > 0; i++) {
        byte[] changed = line.clone();
        for (int n = random.nextInt(5); n >= 0; n--) {
          int at = random.nextInt(line.length);
          changed[at] =
              random.nextBoolean() ? (byte) random.nextInt(256) : line[random.nextInt(line.length)];
        }
        hasOneFate(dialect, changed, 0, changed.length);
      }
    }
  }

  /** What stands before and behind a line in the buffer does not change what it says. */
  public void aLineIsReadWithinItsBounds() {
    Dialect one = dialects.get();
    Dialect other = dialects.get();
    for (byte[] line : lines) {
      byte[] framed = new byte[line.length + 80];
      Arrays.fill(framed, (byte) '9');
      System.arraycopy(line, 0, framed, 40, line.length);
      LogEvent event = new LogEvent();
      String alone = EventRendering.render(hasOneFate(one, line, 0, line.length, event), event);
      String within =
          EventRendering.render(hasOneFate(other, framed, 40, 40 + line.length, event), event);
      assertThat(within).isEqualTo(alone);
    }
  }

  private static void hasOneFate(Dialect dialect, byte[] bytes, int from, int to) {
    hasOneFate(dialect, bytes, from, to, new LogEvent());
  }

  private static LineFate hasOneFate(
      Dialect dialect, byte[] bytes, int from, int to, LogEvent event) {
    LogLine line = new LogLine();
    line.set(bytes, from, to);
    LineFate fate = dialect.parse(line, event);
    assertThat(fate).isNotNull();
    assertThat(line.hostTo).isBetween(line.hostFrom, to);
    assertThat(line.programTo).isBetween(line.programFrom, to);
    if (fate.kind() == LineFate.Kind.EVENT || fate.kind() == LineFate.Kind.CONTEXT) {
      assertThat(line.timeMicros).isNotEqualTo(LogLine.NO_TIME);
      assertThat(dialect.mta()).isNotEmpty();
      for (EventField field : EventField.values()) {
        if (event.has(field)) {
          boolean inLine = event.bytes(field) == bytes;
          assertThat(event.from(field)).isGreaterThanOrEqualTo(inLine ? from : 0);
          assertThat(event.to(field))
              .isBetween(event.from(field), inLine ? to : event.bytes(field).length);
        }
      }
    }
    return fate;
  }
}
