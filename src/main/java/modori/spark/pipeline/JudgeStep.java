package modori.spark.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.spark.tables.MailTables;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/** Judges every mailbox that was ever full. */
final class JudgeStep {
  private final Tables tables;
  private final int partitions;

  JudgeStep(Tables tables, int partitions) {
    this.tables = tables;
    this.partitions = partitions;
  }

  /**
   * The domains that have a mailbox which was ever full, judged.
   *
   * @param records days of these mailboxes that were just made
   * @param earlier whether the table holds days before these
   */
  List<JudgedDomain> judge(
      DomainJudge judge, Set<String> mailboxKeys, JavaRDD<RecordChunk> records, boolean earlier) {
    if (mailboxKeys.isEmpty()) {
      return List.of();
    }
    JavaRDD<RecordChunk> all = records;
    if (earlier) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
      Broadcast<Set<String>> wanted = context.broadcast(new HashSet<>(mailboxKeys));
      all =
          all.union(
              tables
                  .rows(
                      MailTables.MAILBOX_DAY,
                      MailboxRecord.COLUMNS,
                      Expressions.lessThan("day", (int) judge.firstDay().toEpochDay()))
                  .mapPartitions(rows -> pick(rows, wanted.value())));
    }
    return all.mapToPair(chunk -> new Tuple2<>(chunk.bucket(), chunk.packed()))
        .partitionBy(new HashPartitioner(partitions))
        .mapPartitions(chunks -> judge(chunks, judge).iterator())
        .collect();
  }

  private static Iterator<RecordChunk> pick(Iterator<InternalRow> rows, Set<String> wanted) {
    Chunks chunks = new Chunks(RecordChunk.BUCKETS);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (wanted.contains(row.getUTF8String(1).toString())) {
        MailboxRecord.write(chunks.next(row.getUTF8String(3).toString().hashCode()), row);
      }
    }
    List<RecordChunk> all = new ArrayList<>();
    chunks.finish().forEach(chunk -> all.add(new RecordChunk(chunk._1(), chunk._2())));
    return all.iterator();
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
}
