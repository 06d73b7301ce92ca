package modori.spark.pipeline;

import java.util.Arrays;

/** Gives one object for equal names, as far as they come again soon; never grows. */
final class SharedNames {
  private static final int NAMES = 1 << 10;

  private final String[] names = new String[NAMES];

  SharedNames() {
    Arrays.fill(names, "");
  }

  /** This name, or the same name that was here before. */
  String shared(String name) {
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 10) & NAMES - 1;
    String known = names[slot];
    if (known.equals(name)) {
      return known;
    }
    names[slot] = name;
    return name;
  }
}
