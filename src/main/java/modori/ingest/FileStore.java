package modori.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * Where files lie: a local disk, or whatever another implementation reaches. Used by many threads.
 */
public interface FileStore extends Serializable {
  /**
   * Finds the files that a path, directory or glob names, sorted by path; directories are searched
   * to their bottom. What cannot be read is told to {@code trouble} in one line and left out.
   */
  java.util.List<StoredFile> find(String pathOrGlob, java.util.function.Consumer<String> trouble);

  /**
   * Opens a file's stored bytes from an offset on.
   *
   * @throws IOException where it cannot be read
   */
  InputStream open(String path, long offsetBytes) throws IOException;
}
