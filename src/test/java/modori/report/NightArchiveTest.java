package modori.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NightArchiveTest {

  @Test
  void aReportIsReadBackAsItWas() throws IOException {
    for (NightReport night :
        new NightReport[] {SampleNight.full(), SampleNight.quiet(), SampleNight.crowded(9)}) {
      assertThat(NightArchive.unpack(NightArchive.pack(night))).isEqualTo(night);
    }
  }

  @Test
  void otherBytesAreRefused() {
    assertThatThrownBy(() -> NightArchive.unpack("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }
}
