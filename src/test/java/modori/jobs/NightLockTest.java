package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import modori.spark.pipeline.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightLockTest {
  @TempDir Path warehouse;

  @Test
  void aSecondNightIsSentAwayAndALaterOneComesIn() throws IOException {
    try (NightLock first = NightLock.of(warehouse.toString())) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> NightLock.of(warehouse.toString()))
          .isInstanceOfSatisfying(
              UserMistake.class,
              mistake -> {
                assertThat(mistake.exitCode()).isEqualTo(ExitCode.LOCKED);
                assertThat(mistake).hasMessageContaining("another night works on");
              });
    }
    try (NightLock later = NightLock.of(warehouse.toString())) {
      assertThat(later).isNotNull();
    }
  }
}
