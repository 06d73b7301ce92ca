package modori.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The sample night that comes with modori: parts of the logs of real servers.
 *
 * @param folder where it was unpacked
 */
record Sample(Path folder) {
  private static final List<String> LOGS = List.of("postfix-mail.log.gz", "sendmail-mail.log.gz");
  private static final List<String> BOUNCES = List.of("bounces.mbox.gz");

  /** Unpacks it into a folder of its own. */
  static Sample unpack() throws IOException {
    Path folder = Files.createTempDirectory("modori-sample-");
    for (String name : LOGS) {
      copy(name, folder.resolve("logs"));
    }
    for (String name : BOUNCES) {
      copy(name, folder.resolve("bounces"));
    }
    return new Sample(folder);
  }

  List<String> logs() {
    return List.of(folder.resolve("logs").toString());
  }

  List<String> bounces() {
    return Files.isDirectory(folder.resolve("bounces"))
        ? List.of(folder.resolve("bounces").toString())
        : List.of();
  }

  String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  String report() {
    return folder.resolve("report").toString();
  }

  LocalDate asOf() {
    return LocalDate.of(2027, 1, 8);
  }

  ZoneId zone() {
    return ZoneId.of("Asia/Tokyo");
  }

  private static void copy(String name, Path to) throws IOException {
    try (InputStream in = Sample.class.getResourceAsStream("/modori/sample/" + name)) {
      if (in != null) {
        Files.createDirectories(to);
        Files.copy(in, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
