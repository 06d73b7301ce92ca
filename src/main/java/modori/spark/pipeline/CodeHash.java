package modori.spark.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.apache.commons.codec.digest.DigestUtils;

/** Which code a run was made by: the hash of the jar, which is built alike from the same source. */
final class CodeHash {
  /** Hexadecimal; {@code unpackaged} where the classes lie in no jar. */
  static final String SHA256 = sha256();

  private CodeHash() {}

  private static String sha256() {
    CodeSource source = CodeHash.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        return "unpackaged";
      }
      try (InputStream in = Files.newInputStream(jar)) {
        return DigestUtils.sha256Hex(in);
      }
    } catch (IOException | URISyntaxException unknown) {
      return "unknown";
    }
  }
}
