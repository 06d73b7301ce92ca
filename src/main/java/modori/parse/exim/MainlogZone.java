package modori.parse.exim;

import static java.time.Instant.EPOCH;
import static java.time.ZoneOffset.UTC;
import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import modori.ingest.StampClock;
import modori.parse.Ascii;

/**
 * The zone in which a main log's stamps are written where they do not name it. A message id begins
 * with the second in which reception began, in base 62, or in base 36 where file names do not tell
 * capitals apart (specification, "Message identification"); the arrival's stamp is the local time
 * of its end.
 */
public final class MainlogZone {
  private static final byte[] ARRIVAL = Ascii.word("<= ");
  private static final byte[] REJECTED = Ascii.word("rejected ");
  private static final int QUARTER = 900;

  /** Zones lie so far from UTC at most. */
  private static final int MOST_OFFSET = 14 * 3600;

  /** A stamp may be cut to the second before the id's. */
  private static final int EARLY = 2;

  private MainlogZone() {}

  /**
   * What most arrivals of the file's begin tell.
   *
   * @param head first bytes of the file
   * @param assumed the answer where its rules give the same offset, so that summer time is passed
   * @return empty where no arrival has a stamp without an offset
   */
  public static Optional<ZoneId> of(byte[] head, ZoneId assumed) {
    Map<ZoneId, Integer> votes = new HashMap<>();
    int from = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == '\n') {
        vote(head, from, i, assumed, votes);
        from = i + 1;
      }
    }
    return votes.entrySet().stream()
        .max(
            Map.Entry.<ZoneId, Integer>comparingByValue()
                .thenComparing(vote -> vote.getKey().equals(assumed))
                .thenComparing(vote -> vote.getKey().getId()))
        .map(Map.Entry::getKey);
  }

  private static void vote(byte[] b, int from, int to, ZoneId assumed, Map<ZoneId, Integer> votes) {
    int text = EximStamp.skip(b, from, to);
    if (text == from || namesZone(b, from, text)) {
      return;
    }
    int id = EximStamp.skipProcess(b, text, to);
    int end = MessageId.end(b, id, to);
    if (end < 0 || end + 1 >= to) {
      return;
    }
    // A message is also refused at its end of data, when its id has been given.
    boolean arrives =
        startsWith(b, end + 1, to, ARRIVAL) || indexOf(b, end + 1, to, REJECTED) > end;
    long stamp = arrives ? new StampClock(UTC, EPOCH).rfc3339(b, from, to) : StampClock.NONE;
    if (stamp == StampClock.NONE) {
      return;
    }
    long local = Math.floorDiv(stamp, 1_000_000L);
    for (int base : new int[] {62, 36}) {
      long began = MessageId.seconds(b, id, base);
      long ahead = local - began;
      if (began >= 0 && Math.abs(ahead) <= MOST_OFFSET + QUARTER) {
        votes.merge(zone(began, ahead, assumed), 1, Integer::sum);
        return;
      }
    }
  }

  private static ZoneId zone(long began, long ahead, ZoneId assumed) {
    int offset = assumed.getRules().getOffset(Instant.ofEpochSecond(began)).getTotalSeconds();
    long took = ahead - offset;
    if (took >= -EARLY && took < QUARTER - EARLY) {
      return assumed;
    }
    return ZoneOffset.ofTotalSeconds((int) Math.floorDiv(ahead + EARLY, QUARTER) * QUARTER);
  }

  // Behind the seconds and their fraction stands an offset.
  private static boolean namesZone(byte[] b, int from, int text) {
    for (int i = from + 19; i < text; i++) {
      if (b[i] == '+' || b[i] == '-') {
        return true;
      }
    }
    return false;
  }
}
