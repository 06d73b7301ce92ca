package modori.classify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Which rules a run was decided by: the hash of all their files in order. */
public final class RuleSetHash {
  /** Hexadecimal. */
  public static final String SHA256 = sha256();

  private RuleSetHash() {}

  private static String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      RuleReader.read(
          file -> {
            List<String> lines = RuleReader.resource(file);
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            lines.forEach(line -> digest.update((line + '\n').getBytes(StandardCharsets.UTF_8)));
            return lines;
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
