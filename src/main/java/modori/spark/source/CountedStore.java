package modori.spark.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import org.apache.spark.util.LongAccumulator;

/** Files whose bytes are counted as they are read, so that the driver can tell how far it is. */
public final class CountedStore implements FileStore {
  private static final long serialVersionUID = 1;

  private final FileStore files;
  private final LongAccumulator readBytes;

  /** Files, and where their bytes are counted. */
  public CountedStore(FileStore files, LongAccumulator readBytes) {
    this.files = files;
    this.readBytes = readBytes;
  }

  @Override
  public List<StoredFile> find(String pathOrGlob, Consumer<String> trouble) {
    return files.find(pathOrGlob, trouble);
  }

  @Override
  public InputStream open(String path, long offsetBytes) throws IOException {
    return new Counted(files.open(path, offsetBytes), readBytes);
  }

  private static final class Counted extends FilterInputStream {
    private final LongAccumulator readBytes;

    Counted(InputStream in, LongAccumulator readBytes) {
      super(in);
      this.readBytes = readBytes;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      if (octet >= 0) {
        readBytes.add(1);
      }
      return octet;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = super.read(buffer, from, length);
      if (count > 0) {
        readBytes.add(count);
      }
      return count;
    }
  }
}
