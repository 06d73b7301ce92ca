package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;
import java.util.Arrays;

/** A set of 64-bit hashes without an object per element; an empty one holds no array of its own. */
final class LongSet implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long[] EMPTY = {};

  private long[] slots = EMPTY;
  private int used;
  private boolean hasZero;

  int size() {
    return hasZero ? used + 1 : used;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  void add(long value) {
    if (value == 0) {
      hasZero = true;
      return;
    }
    if (used * 4 >= slots.length * 3) {
      grow();
    }
    if (put(value)) {
      used++;
    }
  }

  void addAll(LongSet other) {
    hasZero |= other.hasZero;
    for (long value : other.slots) {
      if (value != 0) {
        add(value);
      }
    }
  }

  /** The elements, smallest first. */
  long[] sorted() {
    long[] all = new long[size()];
    int next = hasZero ? 1 : 0;
    for (long value : slots) {
      if (value != 0) {
        all[next++] = value;
      }
    }
    Arrays.sort(all);
    return all;
  }

  void write(Output out) {
    out.writeInt(size());
    if (hasZero) {
      out.writeLong(0);
    }
    for (long value : slots) {
      if (value != 0) {
        out.writeLong(value);
      }
    }
  }

  void addAll(Input in) {
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readLong());
    }
  }

  private boolean put(long value) {
    int mask = slots.length - 1;
    int slot = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == value) {
        return false;
      }
      slot = slot + 1 & mask;
    }
    slots[slot] = value;
    return true;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[Math.max(4, old.length * 2)];
    for (long value : old) {
      if (value != 0) {
        put(value);
      }
    }
  }
}
