package modori.classify;

import java.util.Map;
import java.util.TreeMap;

/** A set of numbers of literals or rules, kept as the few words of a bit set that are not zero. */
final class NumberSet {
  private final int[] words;
  private final long[] masks;

  NumberSet(int... numbers) {
    TreeMap<Integer, Long> bits = new TreeMap<>();
    for (int number : numbers) {
      bits.merge(number >> 6, 1L << number, (a, b) -> a | b);
    }
    words = new int[bits.size()];
    masks = new long[bits.size()];
    int i = 0;
    for (Map.Entry<Integer, Long> entry : bits.entrySet()) {
      words[i] = entry.getKey();
      masks[i++] = entry.getValue();
    }
  }

  /** Whether one of the found numbers is in the set. */
  boolean meets(long[] found) {
    for (int i = 0; i < words.length; i++) {
      if ((found[words[i]] & masks[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Sets the bits of this set in another bit set. */
  void addTo(long[] bits) {
    for (int i = 0; i < words.length; i++) {
      bits[words[i]] |= masks[i];
    }
  }

  boolean contains(int number) {
    int word = number >> 6;
    for (int i = 0; i < words.length; i++) {
      if (words[i] == word) {
        return (masks[i] & 1L << number) != 0;
      }
    }
    return false;
  }
}
