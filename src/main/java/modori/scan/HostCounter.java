package modori.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import modori.parse.LogLine;

/** Counts lines by host; neighbours are mostly of the same host, so only a change looks it up. */
final class HostCounter {
  private final FileCounts counts;
  private final byte[] defaultHost;
  private byte[] host = new byte[0];
  private long pending;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  HostCounter(FileCounts counts, byte[] defaultHost) {
    this.counts = counts;
    this.defaultHost = defaultHost;
  }

  void count(LogLine line) {
    byte[] b = line.bytes;
    int from = line.hostFrom;
    int to = line.hostTo;
    if (from == to) {
      b = defaultHost;
      from = 0;
      to = defaultHost.length;
    }
    if (!Arrays.equals(host, 0, host.length, b, from, to)) {
      flush();
      host = Arrays.copyOfRange(b, from, to);
    }
    pending++;
    if (line.timeMicros != LogLine.NO_TIME) {
      firstMicros = Math.min(firstMicros, line.timeMicros);
      lastMicros = Math.max(lastMicros, line.timeMicros);
    }
  }

  void flush() {
    if (pending > 0) {
      counts.addHost(
          new String(host, StandardCharsets.UTF_8),
          new HostLines(pending, firstMicros, lastMicros));
      pending = 0;
      firstMicros = Long.MAX_VALUE;
      lastMicros = Long.MIN_VALUE;
    }
  }
}
