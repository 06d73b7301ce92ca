package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter told = new StringWriter();
  private final PrintWriter err = new PrintWriter(told);

  @Test
  void aTerminalSeesABarAndHowLongItTakes() {
    try (ProgressLine progress = new ProgressLine(err, true)) {
      progress.step("plan");
      progress.step("read");
      progress.read(50_000_000, 100_000_000);
    }
    assertThat(told.toString())
        .contains("[############............] read", "50.0 of 100.0 MB")
        .doesNotContain("\n")
        .endsWith("\r");
  }

  @Test
  void elsewhereOneLineIsSaidAtTheEnd() {
    try (ProgressLine progress = new ProgressLine(err, false)) {
      progress.step("plan");
      progress.step("read");
      progress.read(50_000_000, 100_000_000);
      progress.read(100_000_000, 100_000_000);
      progress.step("merge");
      progress.done();
    }
    assertThat(told.toString().lines()).hasSize(1).first().asString().contains("100.0 MB of logs");
  }

  @Test
  void theTimeLeftFollowsFromTheRateSoFar() {
    assertThat(ProgressLine.rate(250_000_000, 1_000_000_000, 50))
        .isEqualTo("250.0 of 1000.0 MB, 5.0 MB/s, 2:30 left");
  }
}
