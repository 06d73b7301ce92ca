package modori.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogGeneratorTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "sendmail"})
  void writesTheSameLogAgain(String mta) throws IOException {
    Path one = folder.resolve("one.log");
    Path other = folder.resolve("other.log");
    LogGenerator.main(new String[] {mta, "0.3", "4", "11", one.toString()});
    LogGenerator.main(new String[] {mta, "0.3", "4", "11", other.toString()});
    assertThat(other).hasSameBinaryContentAs(one);
    assertThat(Path.of(other + ".truth")).hasSameBinaryContentAs(Path.of(one + ".truth"));
    assertThat(Files.size(one)).isBetween(150_000L, 600_000L);
  }
}
