package modori.spark.tables;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Files of a local warehouse without Hadoop's file systems, whose start takes longer than reading
 * one mailbox does.
 */
public final class LocalFileIO implements FileIO {
  private static final long serialVersionUID = 1;

  /** Made by Iceberg, by name. */
  public LocalFileIO() {}

  @Override
  public InputFile newInputFile(String path) {
    return Files.localInput(file(path));
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return Files.localOutput(file(path));
  }

  @Override
  public void deleteFile(String path) {
    try {
      java.nio.file.Files.deleteIfExists(Path.of(file(path).getPath()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + path, failure);
    }
  }

  // file:/a, file:///a or /a
  private static File file(String path) {
    return new File(path.replaceFirst("^file:(//)?", ""));
  }
}
