package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;
import java.util.Arrays;

/** A set of 64-bit hashes without an object per element; an empty one holds no array of its own. */
final class LongSet implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long[] EMPTY = {};

  /** The empty set that nobody adds to, but {@link #with}. */
  static final LongSet NONE = new LongSet();

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

  /** A set with this element too: this one, unless it is {@link #NONE}. */
  LongSet with(long value) {
    LongSet set = this == NONE ? new LongSet() : this;
    set.add(value);
    return set;
  }

  /** A set with these elements too: one of both, and the other is of no use any more. */
  LongSet with(LongSet more) {
    if (this == NONE) {
      return more;
    }
    addAll(more);
    return this;
  }

  boolean contains(long value) {
    if (value == 0) {
      return hasZero;
    }
    int mask = slots.length - 1;
    int slot = slot(value) & mask;
    while (mask >= 0 && slots[slot] != 0) {
      if (slots[slot] == value) {
        return true;
      }
      slot = slot + 1 & mask;
    }
    return false;
  }

  void addAll(LongSet other) {
    hasZero |= other.hasZero;
    for (long value : other.slots) {
      if (value != 0) {
        add(value);
      }
    }
  }

  /** Keeps the size alone: nothing can be added or looked up any more. */
  void forgetElements() {
    slots = EMPTY;
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

  static LongSet read(Input in) {
    LongSet set = new LongSet();
    set.addAll(in);
    return set;
  }

  void addAll(Input in) {
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readLong());
    }
  }

  private boolean put(long value) {
    int mask = slots.length - 1;
    int slot = slot(value) & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == value) {
        return false;
      }
      slot = slot + 1 & mask;
    }
    slots[slot] = value;
    return true;
  }

  private static int slot(long value) {
    return (int) (value * 0x9E3779B97F4A7C15L >>> 32);
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
