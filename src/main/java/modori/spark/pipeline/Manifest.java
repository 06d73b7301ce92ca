package modori.spark.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import modori.spark.tables.HadoopSettings;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileSystem;

/**
 * What one run tells of itself: a JSON file of its own beside the tables, signed by its own hash.
 *
 * @param content in the order in which it is written
 * @param place where it lies
 */
public record Manifest(ObjectNode content, String place) {
  /** The field that is left out when the hash is made; it is the last one. */
  static final String HASH = "manifest_sha256";

  /** Folder of the manifests within the warehouse. */
  static final String FOLDER = "manifest";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Signs and writes it; a file of the same name is replaced at once or not at all. */
  static Manifest write(String warehouse, String runId, ObjectNode content) throws IOException {
    String hash = hash(content);
    content.remove(HASH);
    content.put(HASH, hash);
    byte[] bytes = (text(content) + "\n").getBytes(StandardCharsets.UTF_8);
    String place = place(warehouse, runId);
    if (isLocal(warehouse)) {
      Path file = Path.of(place);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = file.resolveSibling("." + file.getFileName() + ".new");
      Files.write(draft, bytes);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      var path = new org.apache.hadoop.fs.Path(place);
      try (OutputStream out = path.getFileSystem(HadoopSettings.load()).create(path, true)) {
        out.write(bytes);
      }
    }
    return new Manifest(content, place);
  }

  /**
   * Reads the manifest of a run.
   *
   * @throws NoSuchFileException where there is none
   * @throws IOException where it cannot be read, or was changed after it was written
   */
  public static Manifest read(String warehouse, String runId) throws IOException {
    String place = place(warehouse, runId);
    try (InputStream in = open(warehouse, place)) {
      JsonNode tree = JSON.readTree(in);
      if (!(tree instanceof ObjectNode content)
          || !hash(content).equals(content.path(HASH).asText())) {
        throw new IOException(place + " was changed after it was written: its hash is another");
      }
      return new Manifest(content, place);
    }
  }

  /** Whether the run has one. */
  static boolean exists(String warehouse, String runId) throws IOException {
    try (InputStream in = open(warehouse, place(warehouse, runId))) {
      return in.read() >= 0;
    } catch (NoSuchFileException missing) {
      return false;
    }
  }

  private static InputStream open(String warehouse, String place) throws IOException {
    if (isLocal(warehouse)) {
      return Files.newInputStream(Path.of(place));
    }
    var path = new org.apache.hadoop.fs.Path(place);
    FileSystem files = path.getFileSystem(HadoopSettings.load());
    try {
      return files.open(path);
    } catch (FileNotFoundException missing) {
      throw new NoSuchFileException(place);
    }
  }

  private static String place(String warehouse, String runId) {
    return isLocal(warehouse)
        ? Path.of(warehouse, FOLDER, runId + ".json").toAbsolutePath().normalize().toString()
        : warehouse.replaceFirst("/+$", "") + "/" + FOLDER + "/" + runId + ".json";
  }

  private static boolean isLocal(String warehouse) {
    return !warehouse.matches("[a-z][a-z0-9+.-]+:.*");
  }

  private static String hash(ObjectNode content) throws JsonProcessingException {
    ObjectNode signed = content.deepCopy();
    signed.remove(HASH);
    return DigestUtils.sha256Hex(text(signed));
  }

  // Numbers and line ends are written alike on every machine.
  private static String text(ObjectNode content) throws JsonProcessingException {
    return JSON.writeValueAsString(content).replace("\r\n", "\n");
  }
}
