package modori.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import modori.ingest.FileStore;
import modori.ingest.LocalFileStore;
import modori.ingest.StoredFile;
import modori.spark.tables.HadoopSettings;
import org.apache.hadoop.conf.Configuration;

/**
 * Files of this machine, and of the file systems that Hadoop reaches where a path names one: {@code
 * hdfs://…}, {@code s3a://…}.
 */
public final class InputFiles implements FileStore {
  private static final long serialVersionUID = 1;
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:/.*");

  private final LocalFileStore here = new LocalFileStore();
  private final HadoopFileStore elsewhere;

  /** Files that are reached by Hadoop's settings of this process. */
  public InputFiles() {
    this(HadoopSettings::load);
  }

  /** Files that are reached by the given settings, which are asked for when a path needs them. */
  InputFiles(Supplier<Configuration> settings) {
    this.elsewhere = new HadoopFileStore(settings);
  }

  /** Whether a path names a file system other than this machine's. */
  static boolean isElsewhere(String path) {
    return !path.startsWith("file:") && SCHEME.matcher(path).matches();
  }

  @Override
  public List<StoredFile> find(String pathOrGlob, Consumer<String> trouble) {
    return of(pathOrGlob).find(pathOrGlob, trouble);
  }

  @Override
  public InputStream open(String path, long offsetBytes) throws IOException {
    return of(path).open(path, offsetBytes);
  }

  private FileStore of(String path) {
    return isElsewhere(path) ? elsewhere : here;
  }
}
