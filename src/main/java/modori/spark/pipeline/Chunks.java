package modori.spark.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import scala.Tuple2;

/** Packs many small records into few large ones, by bucket: what a shuffle is cheap with. */
final class Chunks {
  private static final int FULL_BYTES = 1 << 18;

  private final ByteArrayOutputStream[] buffers;
  private final List<Tuple2<Integer, byte[]>> full = new ArrayList<>();

  /** Writes one record. */
  interface RecordWriter {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads one record. */
  interface RecordReader<T> {
    T read(DataInputStream in) throws IOException;
  }

  Chunks(int buckets) {
    buffers = new ByteArrayOutputStream[buckets];
  }

  void add(int hash, RecordWriter record) {
    int bucket = Math.floorMod(hash * 0x9E3779B1 >>> 8, buffers.length);
    ByteArrayOutputStream buffer = buffers[bucket];
    if (buffer == null) {
      buffer = buffers[bucket] = new ByteArrayOutputStream();
    }
    try {
      record.write(new DataOutputStream(buffer));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (buffer.size() >= FULL_BYTES) {
      full.add(new Tuple2<>(bucket, buffer.toByteArray()));
      buffer.reset();
    }
  }

  List<Tuple2<Integer, byte[]>> finish() {
    for (int bucket = 0; bucket < buffers.length; bucket++) {
      ByteArrayOutputStream buffer = buffers[bucket];
      if (buffer != null && buffer.size() > 0) {
        full.add(new Tuple2<>(bucket, buffer.toByteArray()));
        buffer.reset();
      }
    }
    return full;
  }

  static <T> void read(byte[] chunk, RecordReader<T> reader, Consumer<T> sink) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(chunk))) {
      while (in.available() > 0) {
        sink.accept(reader.read(in));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
