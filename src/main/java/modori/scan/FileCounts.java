package modori.scan;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import modori.parse.LineFate;

/**
 * What became of the lines of one file, or of a part of it. The four counts add up to the lines;
 * counts of parts add up to those of the file.
 */
public final class FileCounts implements Serializable {
  private static final long serialVersionUID = 1;

  private long bytes;
  private long halfLineBytes;
  private long lines;
  private long eventLines;
  private long contextLines;
  private long ignoredLines;
  private long quarantinedLines;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;
  private final TreeMap<String, Long> ignoredKinds = new TreeMap<>();
  private final TreeMap<String, Long> quarantinedWhys = new TreeMap<>();
  private final TreeMap<String, HostLines> hosts = new TreeMap<>();

  /** Counts lines of one fate. */
  void add(LineFate fate, long count) {
    lines += count;
    switch (fate.kind()) {
      case EVENT -> eventLines += count;
      case CONTEXT -> contextLines += count;
      case IGNORED -> {
        ignoredLines += count;
        ignoredKinds.merge(fate.detail(), count, Long::sum);
      }
      case QUARANTINED -> {
        quarantinedLines += count;
        quarantinedWhys.merge(fate.detail(), count, Long::sum);
      }
    }
  }

  void addBytes(long more) {
    bytes += more;
  }

  void addHalfLine(long more) {
    halfLineBytes += more;
  }

  void addHost(String host, HostLines more) {
    hosts.merge(host, more, HostLines::and);
  }

  void span(long first, long last) {
    firstMicros = Math.min(firstMicros, first);
    lastMicros = Math.max(lastMicros, last);
  }

  /** Adds the counts of another part. */
  public void add(FileCounts other) {
    bytes += other.bytes;
    halfLineBytes += other.halfLineBytes;
    lines += other.lines;
    eventLines += other.eventLines;
    contextLines += other.contextLines;
    ignoredLines += other.ignoredLines;
    quarantinedLines += other.quarantinedLines;
    span(other.firstMicros, other.lastMicros);
    other.ignoredKinds.forEach((kind, count) -> ignoredKinds.merge(kind, count, Long::sum));
    other.quarantinedWhys.forEach((why, count) -> quarantinedWhys.merge(why, count, Long::sum));
    other.hosts.forEach(this::addHost);
  }

  /** Bytes of all lines with their line ends, unpacked. */
  public long bytes() {
    return bytes;
  }

  /** Bytes behind the last line end that wait for the rest of their line. */
  public long halfLineBytes() {
    return halfLineBytes;
  }

  /** Lines read. */
  public long lines() {
    return lines;
  }

  /** Lines that give rows. */
  public long eventLines() {
    return eventLines;
  }

  /** Lines that fill the rows of others. */
  public long contextLines() {
    return contextLines;
  }

  /** Known lines that say nothing of a message's fate. */
  public long ignoredLines() {
    return ignoredLines;
  }

  /** Lines that nobody understood. */
  public long quarantinedLines() {
    return quarantinedLines;
  }

  /** Whether any line had a time. */
  public boolean hasTimes() {
    return firstMicros <= lastMicros;
  }

  /** Earliest time of a line, microseconds since 1970. */
  public long firstMicros() {
    return firstMicros;
  }

  /** Latest time of a line, microseconds since 1970. */
  public long lastMicros() {
    return lastMicros;
  }

  /** Ignored lines by what they are about. */
  public Map<String, Long> ignoredKinds() {
    return new TreeMap<>(ignoredKinds);
  }

  /** Quarantined lines by why. */
  public Map<String, Long> quarantinedWhys() {
    return new TreeMap<>(quarantinedWhys);
  }

  /** Lines with an event or context by the host that wrote them. */
  public Map<String, HostLines> hosts() {
    return new TreeMap<>(hosts);
  }

  /** How many lines with an event or context each host wrote. */
  public Map<String, Long> linesByHost() {
    Map<String, Long> lines = new TreeMap<>();
    hosts.forEach((host, its) -> lines.put(host, its.lines()));
    return lines;
  }
}
