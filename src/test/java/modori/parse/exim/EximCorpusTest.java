package modori.parse.exim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import modori.ingest.StampClock;
import modori.parse.CorpusLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.junit.jupiter.api.Test;

class EximCorpusTest {
  private static BiFunction<LogLine, LogEvent, LineFate> mainlog() {
    return new EximMainlog(new StampClock(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z")))
        ::parse;
  }

  @Test
  void explore() throws IOException {
    List<String> out = new ArrayList<>();
    CorpusLines all = new CorpusLines();
    for (Path p : CorpusLines.below("lab/exim/logs/exim4")) all.read(p, mainlog(), out::add);
    System.out.println("lab " + all.lines() + " q " + all.quarantined().size());
    all.quarantined().stream().limit(30).forEach(System.out::println);
    Files.write(Path.of("target/exim-lab.txt"), out);
    out.clear();
    CorpusLines t = new CorpusLines();
    for (Path p : CorpusLines.below("log/exim"))
      if (!p.toString().contains("expected")) t.read(p, mainlog(), out::add);
    System.out.println("log " + t.lines() + " q " + t.quarantined().size());
    Files.write(Path.of("target/exim-log.txt"), out);
    Files.write(Path.of("target/exim-quarantined.txt"), t.quarantined());
    assertThat(all.lines()).isPositive();
  }
}
