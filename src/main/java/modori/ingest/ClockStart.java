package modori.ingest;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a clock has to know where reading begins.
 *
 * @param zone of stamps that name none
 * @param bound the latest time that a year-less stamp can mean
 * @param lastMicros time of the line before, or {@link StampClock#NONE}
 */
public record ClockStart(ZoneId zone, Instant bound, long lastMicros) implements Serializable {
  /** A clock that starts here. */
  public StampClock clock() {
    return new StampClock(zone, bound, lastMicros);
  }
}
