package modori.spark.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import modori.correlate.Fragment;

/**
 * Many fragments in one array: what is shuffled, so that Spark handles few large records instead of
 * many small ones.
 *
 * @param bucket where these fragments meet the others of their entries: 0 to {@link #BUCKETS} - 1
 */
public record FragmentChunk(int bucket, byte[] packed) implements Serializable {
  /** How many buckets there are; tasks share them. */
  public static final int BUCKETS = 256;

  /** The bucket of a fragment. */
  public static int bucketOf(Fragment fragment) {
    int hash = fragment.key().hashCode() * 0x9E3779B1;
    return hash >>> 24;
  }

  /** The fragments. */
  public List<Fragment> unpack() {
    List<Fragment> fragments = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      while (in.available() > 0) {
        fragments.add(read(in));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return fragments;
  }

  private static Fragment read(DataInputStream in) throws IOException {
    String mta = in.readUTF();
    String host = in.readUTF();
    String instance = in.readUTF();
    String queueId = in.readUTF();
    byte[] facts = new byte[in.readInt()];
    in.readFully(facts);
    return new Fragment(mta, host, instance, queueId, facts);
  }

  /** Gathers fragments into chunks, one open chunk per bucket. */
  static final class Builder {
    private static final int FULL_BYTES = 1 << 18;

    private final ByteArrayOutputStream[] buffers = new ByteArrayOutputStream[BUCKETS];
    private final List<FragmentChunk> full = new ArrayList<>();

    /** Adds a fragment to its bucket. */
    void add(Fragment fragment) {
      int bucket = bucketOf(fragment);
      ByteArrayOutputStream buffer = buffers[bucket];
      if (buffer == null) {
        buffer = buffers[bucket] = new ByteArrayOutputStream();
      }
      try {
        DataOutputStream out = new DataOutputStream(buffer);
        out.writeUTF(fragment.mta());
        out.writeUTF(fragment.host());
        out.writeUTF(fragment.instance());
        out.writeUTF(fragment.queueId());
        out.writeInt(fragment.facts().length);
        out.write(fragment.facts());
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      if (buffer.size() >= FULL_BYTES) {
        full.add(new FragmentChunk(bucket, buffer.toByteArray()));
        buffer.reset();
      }
    }

    /** All chunks, the open ones too. */
    List<FragmentChunk> finish() {
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        ByteArrayOutputStream buffer = buffers[bucket];
        if (buffer != null && buffer.size() > 0) {
          full.add(new FragmentChunk(bucket, buffer.toByteArray()));
        }
      }
      return full;
    }
  }
}
