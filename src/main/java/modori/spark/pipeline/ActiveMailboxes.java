package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import modori.correlate.HexKey;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Counts the mailboxes with an attempt in the last 30 days, by domain, for each day from the first
 * to the last finished one. Of the mailboxes it holds one bucket at a time.
 */
final class ActiveMailboxes {
  /** The columns of mailbox_day that it reads, in this order. */
  static final List<String> COLUMNS =
      List.of("day", "mailbox_key", "recipient_domain", "n_full", "n_ok");

  private static final int ACTIVE_DAYS = 30;
  private static final int FIRST_SLOTS = 1 << 10;

  private final int base;
  private final int days;

  /** How many numbers hold a bit for each day on which a mailbox may have been tried. */
  private final int words;

  private long[] keys = new long[2 * FIRST_SLOTS];
  private @Nullable String[] domains = new String[FIRST_SLOTS];
  private long[] tried;
  private int mailboxes;

  /** By domain: how many mailboxes more are active on a day than on the day before. */
  private final Map<String, int[]> changes = new HashMap<>();

  ActiveMailboxes(LocalDate first, LocalDate last) {
    this.days = (int) Math.max(0, last.toEpochDay() - first.toEpochDay() + 1);
    this.base = (int) firstDay(first).toEpochDay();
    this.words = (ACTIVE_DAYS - 1 + days + Long.SIZE - 1) / Long.SIZE;
    this.tried = new long[words * FIRST_SLOTS];
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
        String mailboxKey = row.getUTF8String(1).toString();
        long key = HexKey.first(mailboxKey);
        Output out = chunks.next(Long.hashCode(key));
        out.writeInt(row.getInt(0));
        out.writeLong(key);
        out.writeLong(HexKey.second(mailboxKey));
        out.writeString(row.getUTF8String(2).toString());
      }
    }
    return chunks.finish().iterator();
  }

  /** Takes what {@link #pack} has packed. */
  void add(byte[] packed) {
    SharedNames names = new SharedNames();
    Chunks.read(
        packed,
        in -> {
          int day = in.readInt();
          add(in.readLong(), in.readLong(), names.shared(in.readString()), day);
          return day;
        },
        day -> {});
  }

  /** A mailbox was tried on this day. */
  void add(long key, long restOfKey, String domain, int epochDay) {
    int day = epochDay - base;
    if (day < 0 || day >= ACTIVE_DAYS - 1 + days) {
      return;
    }
    if (mailboxes * 4 >= domains.length * 3) {
      grow();
    }
    int slot = slot(key, restOfKey);
    if (domains[slot] == null) {
      domains[slot] = domain;
      keys[2 * slot] = key;
      keys[2 * slot + 1] = restOfKey;
      mailboxes++;
    }
    tried[words * slot + day / Long.SIZE] |= 1L << day;
  }

  /** Counts the mailboxes that were added, and forgets them: no later part tells of them. */
  void count() {
    for (int slot = 0; slot < domains.length; slot++) {
      String domain = domains[slot];
      if (domain != null) {
        count(changes.computeIfAbsent(domain, any -> new int[days + 1]), words * slot);
      }
    }
    Arrays.fill(domains, null);
    Arrays.fill(tried, 0);
    mailboxes = 0;
  }

  // A mailbox is active on the day it was tried, and on the 29 days after.
  private void count(int[] ofDomain, int from) {
    int counted = 0;
    for (int word = 0; word < words; word++) {
      for (long bits = tried[from + word]; bits != 0; bits &= bits - 1) {
        int day = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        int begin = Math.max(counted, day - ACTIVE_DAYS + 1);
        int end = Math.min(days, day + 1);
        if (begin < end) {
          ofDomain[begin]++;
          ofDomain[end]--;
          counted = end;
        }
      }
    }
  }

  /** Counts in the order of the days, by domain, of all that were {@link #count counted}. */
  Map<String, int[]> counts() {
    Map<String, int[]> counts = new HashMap<>();
    changes.forEach(
        (domain, change) -> {
          int[] ofDomain = Arrays.copyOf(change, days);
          for (int day = 1; day < days; day++) {
            ofDomain[day] += ofDomain[day - 1];
          }
          counts.put(domain, ofDomain);
        });
    return counts;
  }

  // The keys are hashes already.
  private int slot(long key, long restOfKey) {
    int mask = domains.length - 1;
    int slot = (int) (key >>> 20) & mask;
    while (domains[slot] != null && (keys[2 * slot] != key || keys[2 * slot + 1] != restOfKey)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    @Nullable String[] oldDomains = domains;
    long[] oldKeys = keys;
    long[] oldTried = tried;
    domains = new String[2 * oldDomains.length];
    keys = new long[2 * oldKeys.length];
    tried = new long[2 * oldTried.length];
    for (int old = 0; old < oldDomains.length; old++) {
      if (oldDomains[old] != null) {
        int slot = slot(oldKeys[2 * old], oldKeys[2 * old + 1]);
        domains[slot] = oldDomains[old];
        System.arraycopy(oldKeys, 2 * old, keys, 2 * slot, 2);
        System.arraycopy(oldTried, words * old, tried, words * slot, words);
      }
    }
  }
}
