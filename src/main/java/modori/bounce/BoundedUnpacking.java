package modori.bounce;

import java.io.IOException;
import java.io.InputStream;
import modori.ingest.Compression;

/** Unpacks a stream and stops where it grows out of all proportion: a bomb. */
final class BoundedUnpacking extends InputStream {
  /** Mail packs to a tenth or a twentieth, a log of equal notices to a hundredth. */
  private static final int MAX_RATIO = 400;

  private static final long FREE_BYTES = 64L * 1024 * 1024;

  private final Counter packed;
  private final InputStream unpacked;
  private long given;

  BoundedUnpacking(InputStream bytes, Compression packing) throws IOException {
    this.packed = new Counter(bytes);
    this.unpacked = packing.unpack(packed);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = unpacked.read(target, offset, length);
    if (count > 0) {
      given += count;
      if (given > FREE_BYTES && given > packed.count * MAX_RATIO) {
        throw new IOException("unpacks to more than " + MAX_RATIO + " times its size");
      }
    }
    return count;
  }

  private static final class Counter extends InputStream {
    private final InputStream bytes;
    private long count;

    Counter(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      int value = bytes.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = bytes.read(target, offset, length);
      count += Math.max(0, got);
      return got;
    }
  }
}
