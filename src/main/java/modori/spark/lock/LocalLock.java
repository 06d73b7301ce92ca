package modori.spark.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lock of the operating system on a file within a local warehouse, so that a night that was
 * killed holds nothing. The file names the process that has it.
 */
final class LocalLock implements WarehouseLock {
  private static final String NAME = "night.lock";

  private final FileChannel channel;

  private LocalLock(FileChannel channel) {
    this.channel = channel;
  }

  static LocalLock take(Path folder) throws IOException {
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
      throw new LockedException(
          folder.toString(), Files.readString(file, StandardCharsets.UTF_8).strip());
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((LockOwner.self() + "\n").getBytes(StandardCharsets.UTF_8)));
    return new LocalLock(channel);
  }

  @Override
  public void onLoss(Runnable stop) {
    // The operating system takes it from nobody who lives.
  }

  @Override
  public void close() throws IOException {
    channel.truncate(0);
    channel.close();
  }
}
