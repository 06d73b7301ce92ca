package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import scala.Tuple2;

/** Packs many small records into few large ones, by bucket: what a shuffle is cheap with. */
final class Chunks {
  private static final int FULL_BYTES = 1 << 18;
  private static final int FIRST_BYTES = 1 << 12;
  private static final int NO_LIMIT = -1;

  private final Output[] buffers;
  private final List<Tuple2<Integer, byte[]>> full = new ArrayList<>();

  /** Reads one record. */
  interface RecordReader<T> {
    T read(Input in);
  }

  Chunks(int buckets) {
    buffers = new Output[buckets];
  }

  /** Where the next record is to be written, of those that meet others of this hash. */
  Output next(int hash) {
    int bucket = Math.floorMod(hash * 0x9E3779B1 >>> 8, buffers.length);
    Output buffer = buffers[bucket];
    if (buffer == null) {
      buffer = buffers[bucket] = new Output(FIRST_BYTES, NO_LIMIT);
    } else if (buffer.position() >= FULL_BYTES) {
      full.add(new Tuple2<>(bucket, buffer.toBytes()));
      buffer.clear();
    }
    return buffer;
  }

  List<Tuple2<Integer, byte[]>> finish() {
    for (int bucket = 0; bucket < buffers.length; bucket++) {
      Output buffer = buffers[bucket];
      if (buffer != null && buffer.position() > 0) {
        full.add(new Tuple2<>(bucket, buffer.toBytes()));
        buffer.clear();
      }
    }
    return full;
  }

  static <T> void read(byte[] chunk, RecordReader<T> reader, Consumer<T> sink) {
    Input in = new Input(chunk);
    while (in.position() < chunk.length) {
      sink.accept(reader.read(in));
    }
  }
}
