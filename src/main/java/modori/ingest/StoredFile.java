package modori.ingest;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file as it lies in its store.
 *
 * @param path absolute, or a URI with a scheme
 * @param sizeBytes as stored, packed or not
 * @param modified when it was last written
 */
public record StoredFile(String path, long sizeBytes, Instant modified) implements Serializable {
  /** Checks that the size is one. */
  public StoredFile {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("negative size of " + path);
    }
  }

  /** The last element of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
