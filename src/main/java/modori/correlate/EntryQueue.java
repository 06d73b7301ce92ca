package modori.correlate;

import org.jspecify.annotations.Nullable;

/**
 * A doubly linked list through the entries themselves: oldest first, taken out anywhere in no time.
 */
final class EntryQueue {
  private @Nullable OpenEntry oldest;
  private @Nullable OpenEntry newest;

  @Nullable OpenEntry oldest() {
    return oldest;
  }

  void add(OpenEntry entry) {
    entry.queue = this;
    entry.older = newest;
    entry.newer = null;
    if (newest == null) {
      oldest = entry;
    } else {
      newest.newer = entry;
    }
    newest = entry;
  }

  void remove(OpenEntry entry) {
    OpenEntry older = entry.older;
    OpenEntry newer = entry.newer;
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer;
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older;
    }
    entry.older = null;
    entry.newer = null;
    entry.queue = null;
  }
}
