package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import modori.ingest.Compression;
import modori.ingest.FileHead;
import org.junit.jupiter.api.Test;

class DialectChoiceTest {
  private static final FileHead SYSLOG =
      new FileHead(
          Compression.NONE,
          "Dec 24 08:10:10 mx1 postfix/qmgr[2]: 4A1B0C1D2E: removed\n"
              .getBytes(StandardCharsets.US_ASCII));

  @Test
  void theFirstGlobThatFitsDecides() {
    DialectChoice choice = DialectChoice.of(List.of("acct-*.csv=powermta", "/var/log/**=kumomta"));
    assertThat(dialect(choice, "/var/log/acct-1.csv")).isEqualTo("powermta");
    assertThat(dialect(choice, "/var/log/x/mail.log")).isEqualTo("kumomta");
    assertThat(dialect(choice, "/srv/mail.log")).isEqualTo("syslog");
  }

  @Test
  void aNameAloneIsForAllFiles() {
    assertThat(dialect(DialectChoice.of(List.of("container")), "/srv/x")).isEqualTo("container");
  }

  @Test
  void aWrongOptionSaysHowToWriteIt() {
    assertThatThrownBy(() -> DialectChoice.of(List.of("*.log=postfixx")))
        .hasMessageContaining("GLOB=NAME")
        .hasMessageContaining("syslog");
    assertThatThrownBy(() -> DialectChoice.of(List.of("[=syslog"))).hasMessageContaining("no glob");
  }

  private static String dialect(DialectChoice choice, String path) {
    return choice.dialect(path, SYSLOG, ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z"));
  }
}
