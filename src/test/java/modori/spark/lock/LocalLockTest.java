package modori.spark.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLockTest {
  @TempDir Path warehouse;

  @Test
  void aSecondNightIsSentAwayAndALaterOneComesIn() throws IOException {
    try (WarehouseLock first = take(warehouse.toString())) {
      assertThat(first).isNotNull();
      for (String sameFolder : new String[] {warehouse.toString(), warehouse.toUri().toString()}) {
        assertThatExceptionOfType(LockedException.class)
            .isThrownBy(() -> take(sameFolder))
            .withMessageContaining("another night works on")
            .withMessageContaining("process " + ProcessHandle.current().pid() + " on ");
      }
    }
    try (WarehouseLock later = take(warehouse.toString())) {
      assertThat(later).isNotNull();
    }
  }

  private static WarehouseLock take(String directory) throws IOException {
    return WarehouseLock.take(directory, Map.of(), new Configuration(false));
  }
}
