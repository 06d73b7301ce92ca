package modori.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * One night at a time in a local warehouse: a lock of the operating system on a file within it, so
 * that a night that was killed holds nothing. The file names the process that has it.
 */
final class NightLock implements Closeable {
  private static final String NAME = "night.lock";

  private final @Nullable FileChannel channel;

  private NightLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of a local warehouse; a warehouse elsewhere has none. */
  static NightLock of(String warehouse) throws IOException {
    if (warehouse.matches("[a-z][a-z0-9+.-]+:.*")) {
      return new NightLock(null);
    }
    Path folder = Path.of(warehouse).toAbsolutePath().normalize();
    Files.createDirectories(folder);
    Path file = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      String owner = Files.readString(file, StandardCharsets.UTF_8).strip();
      throw new UserMistake(
          ExitCode.LOCKED,
          "another night works on "
              + folder
              + (owner.isEmpty() ? "" : " (" + owner + ")")
              + ": try again when it is done");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
    return new NightLock(channel);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.truncate(0);
      channel.close();
    }
  }
}
