package modori.spark.pipeline;

import com.google.common.collect.Iterators;
import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.HashPartitioner;
import scala.Tuple2;

/**
 * Takes out what Exim tells twice: in its main log, in its reject log and through syslog. Such rows
 * have the same event id; of these stays the one of the entry that was seen whole, of a log that
 * names its host. It makes no difference in which night and in which order they come.
 */
final class TwinStep {
  private static final String EXIM = "exim";
  private static final String EXIM_FILES = "exim-mainlog";
  private static final int ROWS_PER_TASK = 200_000;
  private static final List<String> COLUMNS =
      List.of("mta", "event_id", "log_host", "sender_address", "source_file", "source_offset");
  private static final int MTA = COLUMNS.indexOf("mta");
  private static final int EVENT_ID = COLUMNS.indexOf("event_id");
  private static final int LOG_HOST = COLUMNS.indexOf("log_host");
  private static final int SENDER_ADDRESS = COLUMNS.indexOf("sender_address");
  private static final int SOURCE_FILE = COLUMNS.indexOf("source_file");
  private static final int SOURCE_OFFSET = COLUMNS.indexOf("source_offset");

  private final Tables tables;
  private final int leastTasks;

  TwinStep(Tables tables, int leastTasks) {
    this.tables = tables;
    this.leastTasks = leastTasks;
  }

  /** Looks at the days; gives the number of rows that were taken out. */
  long run(Set<LocalDate> touched, List<PlannedFile> planned) throws IOException {
    boolean twice =
        planned.stream().anyMatch(file -> file.dialect().equals(EXIM_FILES)) || wereThereBefore();
    if (touched.isEmpty() || !twice) {
      return 0;
    }
    Expression days = Tables.attemptDays(touched);
    long rows = tables.rowCount(MailTables.DELIVERY_ATTEMPT, days);
    List<Told> surplus =
        tables
            .stored(
                MailTables.DELIVERY_ATTEMPT,
                Expressions.and(days, Expressions.equal("mta", EXIM)),
                COLUMNS)
            .mapPartitionsToPair(TwinStep::told)
            .partitionBy(new HashPartitioner((int) Math.max(leastTasks, rows / ROWS_PER_TASK)))
            .mapPartitions(TwinStep::surplus)
            .collect();
    if (surplus.isEmpty()) {
      return 0;
    }
    RowChanges.WithoutPlaces without = new RowChanges.WithoutPlaces();
    surplus.forEach(one -> without.add(one.eventId(), one.file(), one.offset()));
    return tables.rewriteAttempts(touched, without);
  }

  /** A row, as far as it tells whether it is the one that stays. */
  private record Told(
      String eventId, String host, boolean torn, boolean unnamed, String file, long offset)
      implements Serializable {
    static final Comparator<Told> BEST_FIRST =
        Comparator.comparing(Told::torn)
            .thenComparing(Told::unnamed)
            .thenComparing(Told::file)
            .thenComparingLong(Told::offset);
  }

  private static Iterator<Tuple2<String, Told>> told(Iterator<StoredRow> rows) {
    return Iterators.transform(
        Iterators.filter(rows, row -> row.required(MTA).equals(EXIM)),
        row -> {
          String host = row.required(LOG_HOST);
          Told told =
              new Told(
                  row.required(EVENT_ID),
                  host,
                  row.isAbsent(SENDER_ADDRESS),
                  host.equals(LogPlanner.DEFAULT_HOST),
                  row.required(SOURCE_FILE),
                  row.number(SOURCE_OFFSET));
          return new Tuple2<>(told.eventId(), told);
        });
  }

  // An event that two named hosts tell of is an event of each.
  private static Iterator<Told> surplus(Iterator<Tuple2<String, Told>> all) {
    Map<String, List<Told>> byEvent = new HashMap<>();
    all.forEachRemaining(
        one -> byEvent.computeIfAbsent(one._1(), any -> new ArrayList<>(1)).add(one._2()));
    List<Told> surplus = new ArrayList<>();
    for (List<Told> same : byEvent.values()) {
      if (same.size() > 1) {
        surplus.addAll(surplus(same));
      }
    }
    return surplus.iterator();
  }

  private static List<Told> surplus(List<Told> same) {
    TreeSet<String> hosts = new TreeSet<>();
    same.stream().filter(one -> !one.unnamed()).forEach(one -> hosts.add(one.host()));
    String first = hosts.isEmpty() ? LogPlanner.DEFAULT_HOST : hosts.first();
    Set<String> kept = new HashSet<>();
    return same.stream()
        .sorted(Told.BEST_FIRST)
        .filter(one -> !kept.add(one.unnamed() ? first : one.host()))
        .toList();
  }

  private boolean wereThereBefore() throws IOException {
    Table inputs = tables.staged(MailTables.INPUT_FILE);
    if (inputs.currentSnapshot() == null) {
      return false;
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(inputs)
            .select("dialect")
            .where(Expressions.equal("dialect", EXIM_FILES))
            .build()) {
      return rows.iterator().hasNext();
    }
  }
}
