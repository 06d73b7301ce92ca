package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;

class CsvRowTest {
  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings().withChars("ab,\" ;").ofMaxLength(14);
  }

  @Property(tries = 3000)
  void cellsAreThoseThatCommonsCsvReads(@ForAll("lines") String line) throws IOException {
    List<String> expected = new ArrayList<>();
    try (var parser = CSVFormat.RFC4180.parse(new StringReader(line))) {
      parser.iterator().next().forEach(expected::add);
    } catch (IOException | IllegalStateException | java.util.NoSuchElementException broken) {
      return;
    } catch (java.io.UncheckedIOException broken) {
      return;
    }
    assertThat(cells(line)).isEqualTo(expected);
  }

  @Test
  void cellsBehindTheLastCommaCountAlsoWhenEmpty() {
    assertThat(cells("a,")).containsExactly("a", "");
    assertThat(cells("\"a\",")).containsExactly("a", "");
    assertThat(cells("a,\"b, c\",\"say \"\"d\"\"\"")).containsExactly("a", "b, c", "say \"d\"");
  }

  @Test
  void aCutQuotedCellIsNoRow() {
    assertThat(new CsvRow().read(CorpusLines.utf8("a,\"b"), 0, 4)).isFalse();
  }

  @Test
  void namesAreFoundWithHyphensAndUnderscores() {
    CsvRow row = new CsvRow();
    byte[] header = CorpusLines.utf8("date_time_utc,Event-Id");
    row.read(header, 0, header.length);
    assertThat(row.indexOf("event-id")).isEqualTo(1);
    assertThat(row.indexOf("date-time-utc")).isZero();
    assertThat(row.indexOf("x")).isEqualTo(-1);
  }

  private static List<String> cells(String line) {
    CsvRow row = new CsvRow();
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(row.read(bytes, 0, bytes.length)).isTrue();
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.text(i));
    }
    return cells;
  }
}
