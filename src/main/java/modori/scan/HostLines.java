package modori.scan;

import java.io.Serializable;

/**
 * A host's mail lines in a file.
 *
 * @param lines how many
 * @param firstMicros time of the earliest, microseconds since 1970; {@link Long#MAX_VALUE} where
 *     none has a time
 * @param lastMicros time of the latest; {@link Long#MIN_VALUE} where none has a time
 */
public record HostLines(long lines, long firstMicros, long lastMicros) implements Serializable {
  /** Both together. */
  HostLines and(HostLines more) {
    return new HostLines(
        lines + more.lines,
        Math.min(firstMicros, more.firstMicros),
        Math.max(lastMicros, more.lastMicros));
  }

  /** Whether any line had a time. */
  public boolean hasTimes() {
    return firstMicros <= lastMicros;
  }
}
