package modori.correlate;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * From when to when the lines of each host were read, so far: whether a line that is not there was
 * not written, or lies in a file that is still to come. It depends on the set of files read, not on
 * their order.
 */
public final class LogCoverage implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * The longest silence between two files of one host that is taken for one. A file that logrotate
   * left behind holds a day; a host that says nothing for so long has few entries to keep.
   */
  static final long LONGEST_SILENCE = 6 * 3_600_000_000L;

  private final TreeMap<String, TreeMap<Long, Long>> spans = new TreeMap<>();

  /**
   * Adds a file's lines of a host.
   *
   * @param firstMicros time of the earliest, microseconds since 1970
   * @param lastMicros time of the latest
   */
  public LogCoverage add(String host, long firstMicros, long lastMicros) {
    TreeMap<Long, Long> its = spans.computeIfAbsent(host, any -> new TreeMap<>());
    long first = firstMicros;
    long last = lastMicros;
    Map.Entry<Long, Long> before = its.floorEntry(last + LONGEST_SILENCE);
    while (before != null && before.getValue() >= first - LONGEST_SILENCE) {
      first = Math.min(first, before.getKey());
      last = Math.max(last, before.getValue());
      its.remove(before.getKey());
      before = its.floorEntry(last + LONGEST_SILENCE);
    }
    its.put(first, last);
    return this;
  }

  /** Whether every line that the host wrote from one time to another was read. */
  public boolean has(String host, long fromMicros, long toMicros) {
    TreeMap<Long, Long> its = spans.get(host);
    Map.Entry<Long, Long> span = its == null ? null : its.floorEntry(fromMicros);
    return span != null && span.getValue() >= toMicros;
  }

  /** The latest line of the host that was read; {@link Long#MIN_VALUE} where there is none. */
  public long latestMicros(String host) {
    TreeMap<Long, Long> its = spans.get(host);
    return its == null ? Long.MIN_VALUE : its.lastEntry().getValue();
  }
}
