package modori.spark.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import modori.correlate.Fragment;

/** Puts the fragments of queue entries together. */
final class FragmentMerge {
  private final Map<String, List<Fragment>> entries = new TreeMap<>();

  void add(Fragment part) {
    entries.computeIfAbsent(part.key(), any -> new ArrayList<>(2)).add(part);
  }

  /** Hands over each entry whole. */
  void entries(Consumer<Fragment> sink) {
    entries.values().forEach(parts -> sink.accept(whole(parts)));
  }

  private static Fragment whole(List<Fragment> parts) {
    Fragment first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    ByteBuffer facts = ByteBuffer.allocate(parts.stream().mapToInt(p -> p.facts().length).sum());
    parts.forEach(part -> facts.put(part.facts()));
    return new Fragment(
        first.mta(), first.host(), first.instance(), first.queueId(), facts.array());
  }
}
