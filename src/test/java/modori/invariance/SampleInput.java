package modori.invariance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import modori.bench.LogGenerator;
import org.tukaani.xz.XZInputStream;

/**
 * Logs and bounces that are there on every machine: the sample night of a real Postfix, and some
 * megabytes of a generated Sendmail log.
 *
 * @param logs folder of the logs
 * @param bounces folder of an mbox
 */
record SampleInput(Path logs, Path bounces) {
  /** The last finished day of the sample. */
  static final LocalDate AS_OF = LocalDate.parse("2027-01-06");

  private static final Path SAMPLE = Path.of("src/main/resources/modori/sample");

  /** Lays it into two folders below. */
  static SampleInput in(Path folder) throws IOException {
    SampleInput input =
        new SampleInput(
            Files.createDirectories(folder.resolve("logs")),
            Files.createDirectories(folder.resolve("bounces")));
    byte[] log = unpacked("postfix-mail.log.xz");
    Files.write(input.logs.resolve("mail.log"), log);
    Files.write(input.bounces.resolve("bounces.mbox"), unpacked("bounces.mbox.xz"));
    Path generated = input.logs.resolve("generated.log");
    LogGenerator.main(new String[] {"sendmail", "3", "5", "7", generated.toString()});
    Files.delete(Path.of(generated + ".truth"));
    return input;
  }

  private static byte[] unpacked(String name) throws IOException {
    try (InputStream in = new XZInputStream(Files.newInputStream(SAMPLE.resolve(name)))) {
      return in.readAllBytes();
    }
  }
}
