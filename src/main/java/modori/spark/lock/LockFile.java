package modori.spark.lock;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file beside the tables, in any file system of Hadoop. HDFS makes a file once only; S3A does so
 * where the store knows conditional writes (HADOOP-19256).
 */
final class LockFile implements LockPlace {
  private static final String NAME = "night.lock";

  private final String warehouse;
  private final Path file;
  private final FileSystem files;

  LockFile(String warehouse, Configuration hadoop) throws IOException {
    this.warehouse = warehouse;
    this.file = new Path(warehouse.replaceFirst("/+$", ""), NAME);
    this.files = file.getFileSystem(hadoop);
  }

  @Override
  public boolean make(String owner) throws IOException {
    if (files.exists(file)) {
      return false;
    }
    FSDataOutputStreamBuilder<?, ?> once = files.createFile(file).overwrite(false);
    once.recursive();
    once.opt(Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    try (OutputStream out = once.build()) {
      out.write(owner.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException lost) {
      return false;
    }
    return true;
  }

  @Override
  public @Nullable Held held() throws IOException {
    try {
      FileStatus status = files.getFileStatus(file);
      long changed = status.getModificationTime();
      long silent = Math.max(0, System.currentTimeMillis() - changed) / 1000;
      return new Held(owner(), silent, Long.toString(changed));
    } catch (FileNotFoundException free) {
      return null;
    }
  }

  private String owner() throws IOException {
    try (InputStream in = files.open(file)) {
      return new String(in.readNBytes(1000), StandardCharsets.UTF_8).strip();
    }
  }

  @Override
  public boolean renew(String owner) throws IOException {
    try {
      if (!owner().equals(owner)) {
        return false;
      }
    } catch (FileNotFoundException gone) {
      return false;
    }
    // Written again, because an object store keeps no other time of change.
    try (OutputStream out = files.create(file, true)) {
      out.write(owner.getBytes(StandardCharsets.UTF_8));
    }
    return true;
  }

  @Override
  public boolean breakOpen(Held found) throws IOException {
    Held now = held();
    if (now == null || !now.mark().equals(found.mark())) {
      return false;
    }
    // One who has renamed it has it alone.
    Path aside = file.suffix(".broken-" + LockOwner.self().process() + "-" + found.mark());
    return files.rename(file, aside) && files.delete(aside, false);
  }

  @Override
  public String name() {
    return warehouse;
  }

  @Override
  public void close() {
    // The file system is shared by this process.
  }
}
