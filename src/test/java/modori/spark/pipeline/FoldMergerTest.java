package modori.spark.pipeline;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldMergerTest {
  private static final LocalDate OLD = LocalDate.of(2026, 2, 23);
  private static final LocalDate NEW = OLD.plusDays(1);

  @Test
  void takesADayEitherFromTheScanOrFromTheTable() {
    FoldDays days = new FoldDays(OLD, NEW, NEW, Set.of(OLD), 0, false);
    FoldMerger merger = new FoldMerger(days, Set.of(), row -> {}, row -> {});
    merger.add(chunk(FactChunk.Origin.SCAN, OLD, 1));
    merger.add(chunk(FactChunk.Origin.SCAN, NEW, 2));
    merger.add(chunk(FactChunk.Origin.SCAN, NEW, 4));
    merger.add(chunk(FactChunk.Origin.TABLE, OLD, 8));
    merger.endBucket();
    assertThat(merger.domains().stream().collect(toMap(part -> part.day, part -> part.attempts)))
        .isEqualTo(Map.of(OLD, 8L, NEW, 6L));
  }

  private static FactChunk chunk(FactChunk.Origin origin, LocalDate day, long attempts) {
    DomainPartial part = new DomainPartial("example.net", day);
    part.attempts = attempts;
    Output out = new Output(256);
    part.write(out);
    return new FactChunk(origin, 0, new byte[0], out.toBytes(), new byte[0], new byte[0]);
  }
}
