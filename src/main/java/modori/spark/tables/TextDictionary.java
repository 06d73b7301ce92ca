package modori.spark.tables;

import java.util.Arrays;

/**
 * The distinct texts of one column of a Parquet file, laid out as the dictionary page wants them:
 * each with its length before it. No objects, since it lives as long as the file is open.
 */
final class TextDictionary {
  private final PageBytes entries = new PageBytes(0);
  private int[] starts = new int[8]; // of the texts within the entries, by place
  private int[] hashes = new int[8];
  private int[] slots = new int[16]; // place + 1, or 0; open addressing
  private int size;

  /** How many texts there are. */
  int size() {
    return size;
  }

  /** Octets of all texts with their lengths. */
  int bytes() {
    return entries.length();
  }

  /**
   * The place of a text: an earlier one, or {@link #size()} as it was before the text was added.
   *
   * @param hash of the text, the same for equal texts
   */
  int place(int hash, byte[] text) {
    int slot = slot(hash, text);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    entries.putInt(text.length);
    starts[size] = entries.length();
    hashes[size] = hash;
    entries.putBytes(text, 0, text.length);
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  // Where the text is, or where it may go.
  private int slot(int hash, byte[] text) {
    int mask = slots.length - 1;
    int slot = home(hash) & mask;
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, hash, text)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static int home(int hash) {
    int spread = hash * 0x9E3779B1;
    return spread ^ spread >>> 15;
  }

  private boolean isAt(int place, int hash, byte[] text) {
    int end = place + 1 < size ? starts[place + 1] - Integer.BYTES : entries.length();
    return hashes[place] == hash
        && Arrays.equals(entries.array(), starts[place], end, text, 0, text.length);
  }

  private void grow() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int place = 0; place < size; place++) {
      int slot = home(hashes[place]) & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = place + 1;
    }
  }

  void writeTo(PageBytes out) {
    out.putBytes(entries.array(), 0, entries.length());
  }
}
