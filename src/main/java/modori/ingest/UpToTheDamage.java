package modori.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives what a stream unpacks before it breaks, and only then breaks. BZip2CompressorInputStream of
 * Commons Compress forgets the bytes of the read in which it meets the damage.
 */
final class UpToTheDamage extends FilterInputStream {
  private @Nullable IOException damage;

  UpToTheDamage(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    if (damage != null) {
      throw damage;
    }
    int length = 0;
    try {
      for (int b = 0; length < most && (b = in.read()) >= 0; length++) {
        bytes[from + length] = (byte) b;
      }
    } catch (IOException failure) {
      damage = failure;
      if (length == 0) {
        throw failure;
      }
    }
    return length == 0 && most > 0 ? -1 : length;
  }
}
