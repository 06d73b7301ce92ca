package modori.spark.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/**
 * Files of any file system that Hadoop knows, named by URIs. Globs are Hadoop's: {@code *}, {@code
 * ?}, {@code [ab]} and {@code {a,b}}, each within one name. What the driver's Hadoop was told goes
 * along to the tasks.
 */
final class HadoopFileStore implements FileStore {
  private static final long serialVersionUID = 1;
  private static final int DEEPEST = 64;

  /** How {@code hdfs dfs -put} names a file until it is whole. */
  private static final String BEING_COPIED = "._COPYING_";

  /** Where Hadoop's own defaults come from, which every process has. */
  private static final String DEFAULTS = "-default.xml";

  private final transient Supplier<Configuration> source;
  private transient @Nullable Configuration settings;

  HadoopFileStore(Supplier<Configuration> source) {
    this.source = source;
  }

  @Override
  public List<StoredFile> find(String pathOrGlob, Consumer<String> trouble) {
    List<StoredFile> found = new ArrayList<>();
    try {
      Path path = new Path(pathOrGlob);
      FileSystem files = fileSystem(path);
      FileStatus[] roots = files.globStatus(path);
      if (roots == null || roots.length == 0) {
        trouble.accept(
            (roots == null ? "no such file or directory: " : "nothing matches ") + pathOrGlob);
        return found;
      }
      for (FileStatus root : roots) {
        walk(files, root, DEEPEST, found, trouble);
      }
      if (found.isEmpty()) {
        trouble.accept("no files in " + pathOrGlob);
      }
    } catch (IllegalArgumentException notAPath) {
      trouble.accept("not a path: " + pathOrGlob + ": " + why(notAPath));
    } catch (IOException failure) {
      trouble.accept("cannot search " + pathOrGlob + ": " + why(failure));
    }
    found.sort(Comparator.comparing(StoredFile::path));
    return found;
  }

  /**
   * {@inheritDoc}
   *
   * @throws AccessDeniedException where this user may not read it
   */
  @Override
  public InputStream open(String path, long offsetBytes) throws IOException {
    Path file = new Path(path);
    FSDataInputStream in;
    try {
      in = fileSystem(file).open(file);
    } catch (AccessControlException denied) {
      throw new AccessDeniedException(path, null, why(denied));
    }
    try {
      if (offsetBytes > 0) {
        in.seek(offsetBytes);
      }
      return in;
    } catch (EOFException behindTheEnd) {
      in.close();
      return InputStream.nullInputStream();
    } catch (IOException | RuntimeException failure) {
      in.close();
      throw failure;
    }
  }

  private static void walk(
      FileSystem files,
      FileStatus status,
      int depth,
      List<StoredFile> found,
      Consumer<String> trouble) {
    Path path = status.getPath();
    if (path.getName().endsWith(BEING_COPIED)) {
      trouble.accept("still being copied: " + path);
    } else if (status.isFile()) {
      found.add(
          new StoredFile(
              path.toString(),
              status.getLen(),
              Instant.ofEpochMilli(status.getModificationTime())));
    } else if (depth > 0) {
      try {
        for (FileStatus child : files.listStatus(path)) {
          walk(files, child, depth - 1, found, trouble);
        }
      } catch (IOException failure) {
        trouble.accept("cannot read " + path + ": " + why(failure));
      }
    }
  }

  // Hadoop tells of a file system without its jar by an exception that only wraps.
  private FileSystem fileSystem(Path path) throws IOException {
    try {
      return path.getFileSystem(settings());
    } catch (RuntimeException failure) {
      if (failure.getCause() instanceof ClassNotFoundException missing) {
        throw new IOException("its jar is not on the class path: " + missing.getMessage(), failure);
      }
      throw failure;
    }
  }

  private synchronized Configuration settings() {
    Configuration now = settings;
    if (now == null) {
      now = source.get();
      settings = now;
    }
    return now;
  }

  private static String why(Exception failure) {
    String message = failure instanceof AccessControlException ? "no permission" : null;
    if (message == null) {
      message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
    return message;
  }

  private synchronized Object writeReplace() {
    Map<String, String> told = new TreeMap<>();
    Configuration now = settings;
    if (now != null) {
      for (Map.Entry<String, String> one : now) {
        String[] sources = now.getPropertySources(one.getKey());
        if (sources == null
            || sources.length == 0
            || !sources[sources.length - 1].endsWith(DEFAULTS)) {
          told.put(one.getKey(), one.getValue());
        }
      }
    }
    return new Sent(told);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("sent as its settings");
  }

  /** How a store travels: by what its Hadoop was told beside the defaults. */
  private record Sent(Map<String, String> told) implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      return new HadoopFileStore(
          () -> {
            Configuration settings = new Configuration();
            told.forEach(settings::set);
            return settings;
          });
    }
  }
}
