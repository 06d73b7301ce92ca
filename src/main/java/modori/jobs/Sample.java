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
 * The sample night that comes with modori: two weeks of the log of a real Postfix, and the bounce
 * messages that its senders received.
 *
 * @param folder where it was unpacked
 */
record Sample(Path folder) {
  private static final String LOG = "postfix-mail.log.xz";
  private static final String BOUNCES = "bounces.mbox.xz";

  /** The last finished day of the sample. */
  static final LocalDate AS_OF = LocalDate.of(2027, 1, 6);

  /** Where its server stood. */
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  /** Unpacks it into a folder of its own. */
  static Sample unpack() throws IOException {
    Sample sample = new Sample(Files.createTempDirectory("modori-sample-"));
    copy(LOG, sample.folder);
    copy(BOUNCES, sample.folder);
    return sample;
  }

  List<String> logs() {
    return List.of(folder.resolve(LOG).toString());
  }

  List<String> bounces() {
    return List.of(folder.resolve(BOUNCES).toString());
  }

  String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  String report() {
    return folder.resolve("report").toString();
  }

  private static void copy(String name, Path to) throws IOException {
    try (InputStream in = Sample.class.getResourceAsStream("/modori/sample/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the sample's " + name + " is not in the jar");
      }
      Files.copy(in, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
