package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * Counts the mailboxes with an attempt in the last 30 days, by domain, for each day from the first
 * to the last finished one.
 */
final class ActiveMailboxes {
  /** The columns of mailbox_day that it reads, in this order. */
  static final List<String> COLUMNS =
      List.of("day", "mailbox_key", "recipient_domain", "n_full", "n_ok");

  private static final int ACTIVE_DAYS = 30;

  private final int base;
  private final int days;
  private final Map<String, Seen> seen = new HashMap<>();

  private static final class Seen {
    final String domain;
    final BitSet days = new BitSet();

    Seen(String domain) {
      this.domain = domain;
    }
  }

  ActiveMailboxes(LocalDate first, LocalDate last) {
    this.days = (int) Math.max(0, last.toEpochDay() - first.toEpochDay() + 1);
    this.base = (int) firstDay(first).toEpochDay();
  }

  /** The first day that counts for this one. */
  static LocalDate firstDay(LocalDate day) {
    return day.minusDays(ACTIVE_DAYS - 1L);
  }

  /** Packs rows of earlier days, by the buckets of {@link FactChunk}. */
  static Iterator<Tuple2<Integer, byte[]>> pack(Iterator<InternalRow> rows) {
    Chunks chunks = new Chunks(FactChunk.BUCKETS);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (row.getInt(3) + row.getInt(4) > 0) {
        String key = row.getUTF8String(1).toString();
        chunks.add(
            key.hashCode(),
            out -> {
              out.writeInt(row.getInt(0));
              out.writeString(key);
              out.writeString(row.getUTF8String(2).toString());
            });
      }
    }
    return chunks.finish().iterator();
  }

  /** Takes what {@link #pack} has packed. */
  void add(byte[] packed) {
    Chunks.read(
        packed,
        in -> {
          int day = in.readInt();
          add(in.readString(), in.readString(), day);
          return day;
        },
        day -> {});
  }

  /** A mailbox was tried on this day. */
  void add(String mailboxKey, String domain, int epochDay) {
    if (epochDay >= base && epochDay < base + ACTIVE_DAYS - 1 + days) {
      seen.computeIfAbsent(mailboxKey, any -> new Seen(domain)).days.set(epochDay - base);
    }
  }

  /** Counts in the order of the days, by domain. */
  Map<String, int[]> counts() {
    Map<String, int[]> counts = new HashMap<>();
    for (Seen mailbox : seen.values()) {
      int[] ofDomain = counts.computeIfAbsent(mailbox.domain, any -> new int[days]);
      for (int day = 0; day < days; day++) {
        int before = mailbox.days.previousSetBit(day + ACTIVE_DAYS - 1);
        ofDomain[day] += before >= day ? 1 : 0;
      }
    }
    return counts;
  }
}
