package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.spark.tables.MailTables;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/** Judges every mailbox that was ever full, and counts the active mailboxes of every domain. */
final class JudgeStep {
  private static final int ACTIVE_DAYS = 30;

  private final Tables tables;
  private final int partitions;

  JudgeStep(Tables tables, int partitions) {
    this.tables = tables;
    this.partitions = partitions;
  }

  /** The domains that have a mailbox which was ever full, judged. */
  List<JudgedDomain> judge(DomainJudge judge, Set<String> mailboxKeys) {
    if (mailboxKeys.isEmpty()) {
      return List.of();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
    Broadcast<Set<String>> wanted = context.broadcast(new HashSet<>(mailboxKeys));
    int buckets = partitions;
    return tables
        .rows(MailTables.MAILBOX_DAY, MailboxRecord.COLUMNS, "day", null, judge.asOf())
        .mapPartitions(rows -> pick(rows, wanted.value(), buckets))
        .mapToPair(pair -> pair)
        .partitionBy(new HashPartitioner(buckets))
        .mapPartitions(chunks -> judge(chunks, judge).iterator())
        .collect();
  }

  /**
   * Mailboxes with an attempt in the last 30 days, by domain, for each day from the first to the
   * last.
   *
   * @return counts in the order of the days, by domain
   */
  Map<String, int[]> active(LocalDate first, LocalDate last) {
    int buckets = partitions;
    LocalDate from = first.minusDays(ACTIVE_DAYS - 1L);
    List<Map<String, int[]>> parts =
        tables
            .rows(
                MailTables.MAILBOX_DAY,
                List.of("day", "mailbox_key", "recipient_domain", "n_full", "n_ok"),
                "day",
                from,
                last)
            .mapPartitions(rows -> seen(rows, buckets))
            .mapToPair(pair -> pair)
            .partitionBy(new HashPartitioner(buckets))
            .mapPartitions(chunks -> List.of(count(chunks, first, last)).iterator())
            .collect();
    Map<String, int[]> all = new TreeMap<>();
    for (Map<String, int[]> part : parts) {
      part.forEach((domain, counts) -> all.merge(domain, counts, JudgeStep::sum));
    }
    return all;
  }

  private static Iterator<Tuple2<Integer, byte[]>> pick(
      Iterator<InternalRow> rows, Set<String> wanted, int buckets) {
    Chunks chunks = new Chunks(buckets);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (wanted.contains(row.getUTF8String(1).toString())) {
        chunks.add(row.getUTF8String(3).hashCode(), out -> MailboxRecord.write(out, row));
      }
    }
    return chunks.finish().iterator();
  }

  private static List<JudgedDomain> judge(
      Iterator<Tuple2<Integer, byte[]>> chunks, DomainJudge judge) {
    Map<String, Map<String, List<MailboxRecord>>> domains = new TreeMap<>();
    while (chunks.hasNext()) {
      Chunks.read(
          chunks.next()._2(),
          MailboxRecord::read,
          record ->
              domains
                  .computeIfAbsent(record.domain(), any -> new TreeMap<>())
                  .computeIfAbsent(record.mailboxKey(), any -> new ArrayList<>())
                  .add(record));
    }
    List<JudgedDomain> judged = new ArrayList<>();
    domains.forEach((domain, mailboxes) -> judged.add(judge.judge(domain, mailboxes)));
    return judged;
  }

  private static Iterator<Tuple2<Integer, byte[]>> seen(Iterator<InternalRow> rows, int buckets) {
    Chunks chunks = new Chunks(buckets);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (row.getInt(3) + row.getInt(4) > 0) {
        String key = row.getUTF8String(1).toString();
        chunks.add(
            key.hashCode(),
            out -> {
              out.writeInt(row.getInt(0));
              out.writeLong(Long.parseUnsignedLong(key, 0, 16, 16));
              out.writeUTF(row.getUTF8String(2).toString());
            });
      }
    }
    return chunks.finish().iterator();
  }

  /** On which days somebody tried a mailbox. */
  private record Seen(int day, long mailbox, String domain) {}

  private static Map<String, int[]> count(
      Iterator<Tuple2<Integer, byte[]>> chunks, LocalDate first, LocalDate last) {
    int days = (int) (last.toEpochDay() - first.toEpochDay()) + 1;
    int base = (int) first.toEpochDay() - ACTIVE_DAYS + 1;
    Map<Long, BitSet> seen = new HashMap<>();
    Map<Long, String> domains = new HashMap<>();
    while (chunks.hasNext()) {
      Chunks.read(
          chunks.next()._2(),
          in -> new Seen(in.readInt(), in.readLong(), in.readUTF()),
          one -> {
            seen.computeIfAbsent(one.mailbox(), any -> new BitSet()).set(one.day() - base);
            domains.put(one.mailbox(), one.domain());
          });
    }
    Map<String, int[]> counts = new HashMap<>();
    seen.forEach(
        (mailbox, bits) -> {
          int[] ofDomain =
              counts.computeIfAbsent(domains.getOrDefault(mailbox, ""), any -> new int[days]);
          for (int day = 0; day < days; day++) {
            int before = bits.previousSetBit(day + ACTIVE_DAYS - 1);
            ofDomain[day] += before >= day ? 1 : 0;
          }
        });
    return counts;
  }

  private static int[] sum(int[] one, int[] other) {
    int[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }
}
