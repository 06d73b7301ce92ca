package modori.ingest;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Files that lie in memory. */
public final class BytesStore implements FileStore {
  private static final long serialVersionUID = 1;

  private final TreeMap<String, byte[]> files = new TreeMap<>();

  /** Adds a file whose time is long after any log's: it says nothing. */
  public StoredFile add(String path, byte[] bytes) {
    files.put(path, bytes);
    return new StoredFile(path, bytes.length, Instant.parse("2090-01-01T00:00:00Z"));
  }

  @Override
  public List<StoredFile> find(String pathOrGlob, Consumer<String> trouble) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(pathOrGlob))
        .map(file -> new StoredFile(file.getKey(), file.getValue().length, Instant.EPOCH))
        .toList();
  }

  @Override
  public InputStream open(String path, long offsetBytes) throws IOException {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new FileNotFoundException(path);
    }
    int from = (int) Math.min(offsetBytes, bytes.length);
    return new ByteArrayInputStream(bytes, from, bytes.length - from);
  }
}
