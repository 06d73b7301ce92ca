package modori.spark.tables;

import java.io.IOException;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.InputFile;

/** Iceberg's file as Parquet wants it. */
final class PlainInput implements InputFile {
  private final org.apache.iceberg.io.InputFile file;

  PlainInput(org.apache.iceberg.io.InputFile file) {
    this.file = file;
  }

  @Override
  public long getLength() {
    return file.getLength();
  }

  @Override
  public org.apache.iceberg.shaded.org.apache.parquet.io.SeekableInputStream newStream() {
    return new Stream(file.newStream());
  }

  private static final class Stream extends DelegatingSeekableInputStream {
    private final SeekableInputStream stream;

    Stream(SeekableInputStream stream) {
      super(stream);
      this.stream = stream;
    }

    @Override
    public long getPos() throws IOException {
      return stream.getPos();
    }

    @Override
    public void seek(long position) throws IOException {
      stream.seek(position);
    }
  }
}
