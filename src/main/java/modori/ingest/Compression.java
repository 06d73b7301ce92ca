package modori.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is packed, told by its first bytes, never by its name. */
public enum Compression {
  /** Not packed: can be read from any offset. */
  NONE,
  /** RFC 1952. */
  GZIP,
  /** bzip2. */
  BZIP2,
  /** The .xz container. */
  XZ,
  /** RFC 8878. */
  ZSTD;

  /** How many first bytes {@link #of} looks at. */
  public static final int MAGIC_BYTES = 6;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int XZ_MEMORY_KIB = 128 * 1024;

  /**
   * Tells the compression by the first bytes of a file; fewer bytes than {@link #MAGIC_BYTES} will
   * do.
   */
  public static Compression of(byte[] head, int length) {
    if (starts(head, length, 0x1F, 0x8B)) {
      return GZIP;
    }
    if (starts(head, length, 'B', 'Z', 'h') && length > 3 && head[3] >= '1' && head[3] <= '9') {
      return BZIP2;
    }
    if (starts(head, length, 0xFD, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    if (starts(head, length, 0x28, 0xB5, 0x2F, 0xFD)) {
      return ZSTD;
    }
    return NONE;
  }

  /**
   * The unpacked bytes of a stream; members that follow one another are read on.
   *
   * @throws IOException where the packed data is damaged from its begin
   */
  public InputStream unpack(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(new BufferedInputStream(packed, BUFFER_BYTES), BUFFER_BYTES);
      case BZIP2 ->
          new UpToTheDamage(
              new BZip2CompressorInputStream(new BufferedInputStream(packed, BUFFER_BYTES), true));
      case XZ -> new XZInputStream(new BufferedInputStream(packed, BUFFER_BYTES), XZ_MEMORY_KIB);
      case ZSTD -> new ZstdInputStreamNoFinalizer(packed).setContinuous(false);
    };
  }

  private static boolean starts(byte[] head, int length, int... magic) {
    if (length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
