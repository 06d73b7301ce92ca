package modori.spark.tables;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/**
 * Files of a local warehouse without Hadoop's file systems: their start takes longer than reading
 * one mailbox does, and where they have no native code they run the program {@code chmod} for every
 * file that is written, twice with the sums that they keep beside it.
 */
public final class LocalFileIO implements FileIO {
  private static final long serialVersionUID = 1;

  /** Made by Iceberg, by name. */
  public LocalFileIO() {}

  @Override
  public InputFile newInputFile(String path) {
    return org.apache.iceberg.Files.localInput(file(path));
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new Output(file(path).toPath());
  }

  @Override
  public void deleteFile(String path) {
    try {
      Path file = file(path).toPath();
      Files.deleteIfExists(file);
      // What Hadoop has kept beside it.
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + path, failure);
    }
  }

  // file:/a, file:///a or /a
  private static File file(String path) {
    return new File(path.replaceFirst("^file:(//)?", ""));
  }

  private record Output(Path path) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      try {
        return open(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException there) {
        throw new AlreadyExistsException(there, "File already exists: %s", path);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot write " + path, failure);
      }
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      try {
        return open(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot write " + path, failure);
      }
    }

    private PositionOutputStream open(OpenOption... options) throws IOException {
      Path folder = path.getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      return new Stream(Files.newOutputStream(path, options));
    }

    @Override
    public String location() {
      return path.toString();
    }

    @Override
    public InputFile toInputFile() {
      return org.apache.iceberg.Files.localInput(path.toFile());
    }
  }

  /** Parquet writes its headers byte by byte. */
  private static final class Stream extends PositionOutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private long position;

    Stream(OutputStream file) {
      out = new BufferedOutputStream(file, BUFFER_BYTES);
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      position++;
    }

    @Override
    public void write(byte[] some, int from, int count) throws IOException {
      out.write(some, from, count);
      position += count;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
