package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import modori.parse.LogLine;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int LONGEST = LineReader.LONGEST_LINE;

  private record Line(long offset, String text, boolean ended, boolean tooLong) {}

  @Test
  void lineFeedsEndLinesAndACarriageReturnBeforeThemIsPartOfTheEnd() throws IOException {
    assertThat(read("a\nb\r\n\n\r\nc\rd\n"))
        .containsExactly(
            new Line(0, "a", true, false),
            new Line(2, "b", true, false),
            new Line(5, "", true, false),
            new Line(6, "", true, false),
            new Line(8, "c\rd", true, false));
  }

  @Test
  void theLastLineMayHaveNoEnd() throws IOException {
    assertThat(read("a\nb"))
        .containsExactly(new Line(0, "a", true, false), new Line(2, "b", false, false));
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly(new Line(0, "", true, false));
  }

  @Test
  void aLineOfTheGreatestLengthIsKeptWholeAndOneMoreByteIsTooLong() throws IOException {
    for (String end : List.of("\n", "\r\n")) {
      for (int over : new int[] {-1, 0, 1, 2, 1000, 300_000}) {
        List<Line> lines = read("a\n" + "x".repeat(LONGEST + over) + end + "b\n");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).tooLong()).as("%d over", over).isEqualTo(over > 0);
        assertThat(lines.get(1).ended()).isTrue();
        assertThat(lines.get(1).text()).hasSize(LONGEST + Math.min(0, over));
        assertThat(lines.get(2))
            .isEqualTo(new Line(2L + LONGEST + over + end.length(), "b", true, false));
      }
    }
  }

  @Test
  void aLineOfFiftyMebibytesIsPassedOverAndTheRestIsRead() throws IOException {
    byte[] log = new byte[(50 << 20) + 4];
    Arrays.fill(log, (byte) 'x');
    log[0] = 'a';
    log[1] = '\n';
    log[log.length - 3] = '\n';
    log[log.length - 2] = 'b';
    log[log.length - 1] = '\n';
    List<Line> lines = read(new ByteArrayInputStream(log), 0);
    assertThat(lines).extracting(Line::tooLong).containsExactly(false, true, false);
    assertThat(lines.get(2)).isEqualTo(new Line(log.length - 2, "b", true, false));
  }

  @Test
  void aLongLineWithoutEndIsTheLast() throws IOException {
    List<Line> lines = read("a\n" + "x".repeat(3 * LONGEST));
    assertThat(lines).extracting(Line::ended).containsExactly(true, false);
    assertThat(lines.get(1).tooLong()).isTrue();
  }

  @Test
  void nulsAndEightBitBytesAreBytesLikeOthers() throws IOException {
    byte[] bytes = {'a', 0, (byte) 0xFF, '\n', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'b', '\n'};
    LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 100);
    LogLine line = new LogLine();
    assertThat(reader.next(line)).isTrue();
    assertThat(Arrays.copyOfRange(line.bytes, line.from, line.to)).containsExactly('a', 0, 0xFF);
    assertThat(reader.lineOffset()).isEqualTo(100);
    assertThat(reader.next(line)).isTrue();
    assertThat(line.to - line.from).isEqualTo(4);
    assertThat(reader.nextOffset()).isEqualTo(109);
  }

  @Property(tries = 200)
  void howTheStreamGivesItsBytesDoesNotMatter(
      @ForAll List<@IntRange(min = 0, max = 400_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 70_000) int piece)
      throws IOException {
    StringBuilder log = new StringBuilder();
    lengths.stream().limit(12).forEach(n -> log.append("y".repeat(n)).append('\n'));
    InputStream slow =
        new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.US_ASCII)) {
          @Override
          public synchronized int read(byte[] bytes, int from, int most) {
            return super.read(bytes, from, Math.min(most, piece));
          }
        };
    assertThat(read(slow, 0)).isEqualTo(read(log.toString()));
  }

  private static List<Line> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static List<Line> read(InputStream in, long offset) throws IOException {
    LineReader reader = new LineReader(in, offset);
    LogLine line = new LogLine();
    List<Line> lines = new ArrayList<>();
    while (reader.next(line)) {
      lines.add(
          new Line(reader.lineOffset(), line.toString(), reader.hasLineEnd(), reader.tooLong()));
    }
    return lines;
  }
}
