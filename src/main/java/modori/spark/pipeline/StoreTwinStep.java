package modori.spark.pipeline;

import com.google.common.collect.Iterators;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import modori.mail.MailAddress;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.HashPartitioner;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Takes out what a mail store tells of a delivery that a mail server's own line tells of too. They
 * meet by Message-ID, and by mailbox unless the server's line is of our own store (an alias, an
 * account of another name); where one of both names no message, by host and mailbox within the time
 * of a delivery. It makes no difference in which night and in which order they come.
 */
final class StoreTwinStep {
  private static final String STORE = "dovecot";
  private static final String BY_MESSAGE = "<";
  private static final int ROWS_PER_TASK = 200_000;
  private static final long SAME_MESSAGE = 600_000_000L;
  private static final long SAME_MAILBOX = 120_000_000L;

  /** The columns that it reads, in this order. */
  private static final List<String> COLUMNS =
      List.of(
          "mta",
          "event_id",
          "event_date",
          "source_file",
          "source_offset",
          "message_id",
          "log_host",
          "hosted",
          "event_time",
          "recipient_address",
          "original_recipient",
          "event_type");

  private final Tables tables;
  private final int leastTasks;

  StoreTwinStep(Tables tables, int leastTasks) {
    this.tables = tables;
    this.leastTasks = leastTasks;
  }

  /**
   * Looks at the days and their neighbours; gives the number of rows that were taken out, and adds
   * their days.
   */
  long run(Set<LocalDate> touched) {
    if (touched.isEmpty()) {
      return 0;
    }
    TreeSet<LocalDate> days = new TreeSet<>();
    touched.forEach(
        day -> {
          days.add(day.minusDays(1));
          days.add(day);
          days.add(day.plusDays(1));
        });
    boolean any =
        tables.mayHave(
            MailTables.DELIVERY_ATTEMPT,
            Expressions.and(
                Expressions.equal("mta", STORE),
                Expressions.and(
                    Expressions.greaterThanOrEqual("event_date", (int) days.first().toEpochDay()),
                    Expressions.lessThanOrEqual("event_date", (int) days.last().toEpochDay()))));
    if (!any) {
      return 0;
    }
    Expression near = Tables.attemptDays(days.first().minusDays(1), days.last().plusDays(1));
    long rows = tables.rowCount(MailTables.DELIVERY_ATTEMPT, near);
    List<Told> surplus =
        tables
            .stored(MailTables.DELIVERY_ATTEMPT, near, COLUMNS)
            .mapPartitionsToPair(StoreTwinStep::byMeeting)
            .partitionBy(new HashPartitioner((int) Math.max(leastTasks, rows / ROWS_PER_TASK)))
            .mapPartitions(told -> surplus(told, days))
            .collect();
    if (surplus.isEmpty()) {
      return 0;
    }
    RowChanges.WithoutPlaces without = new RowChanges.WithoutPlaces();
    Set<LocalDate> changed = new TreeSet<>();
    for (Told one : surplus) {
      without.add(one.eventId(), one.file(), one.offset());
      changed.add(LocalDate.ofEpochDay(one.epochDay()));
    }
    touched.addAll(changed);
    return tables.rewriteAttempts(changed, without);
  }

  /** A line of the store or of a server, where the two may meet. */
  private record Told(
      boolean byStore,
      String eventId,
      int epochDay,
      String file,
      long offset,
      boolean named,
      boolean ours,
      long micros,
      String account,
      @Nullable String alias)
      implements Serializable {
    boolean isOf(Told store) {
      return account.equals(store.account) || store.account.equals(alias);
    }
  }

  private static Iterator<Tuple2<String, Told>> byMeeting(Iterator<StoredRow> rows) {
    return Iterators.concat(Iterators.transform(rows, row -> byMeeting(row).iterator()));
  }

  private static List<Tuple2<String, Told>> byMeeting(StoredRow row) {
    if (row.required(11).equals("rejected")) {
      return List.of();
    }
    String messageId = row.text(5);
    String host = row.required(6);
    String original = row.text(10);
    Told told =
        new Told(
            STORE.equals(row.text(0)),
            row.required(1),
            (int) row.number(2),
            row.required(3),
            row.number(4),
            messageId != null,
            "own".equals(row.text(7)),
            row.number(8),
            account(row.required(9)),
            original == null ? null : account(original));
    List<Tuple2<String, Told>> meetings = new ArrayList<>(3);
    if (messageId != null) {
      meetings.add(new Tuple2<>(BY_MESSAGE + messageId, told));
    }
    meetings.add(new Tuple2<>(host + ' ' + told.account(), told));
    if (!told.byStore() && told.alias() != null && !told.alias().equals(told.account())) {
      meetings.add(new Tuple2<>(host + ' ' + told.alias(), told));
    }
    return meetings;
  }

  private static Iterator<Told> surplus(
      Iterator<Tuple2<String, Told>> all, TreeSet<LocalDate> days) {
    Map<String, List<Told>> meetings = new HashMap<>();
    all.forEachRemaining(
        one -> meetings.computeIfAbsent(one._1(), any -> new ArrayList<>()).add(one._2()));
    List<Told> surplus = new ArrayList<>();
    meetings.forEach(
        (key, met) -> {
          List<Told> servers =
              met.stream()
                  .filter(told -> !told.byStore())
                  .sorted(Comparator.comparingLong(Told::micros))
                  .toList();
          boolean byMessage = key.startsWith(BY_MESSAGE);
          for (Told one : met) {
            if (one.byStore()
                && days.contains(LocalDate.ofEpochDay(one.epochDay()))
                && isTold(one, servers, byMessage)) {
              surplus.add(one);
            }
          }
        });
    return surplus.iterator();
  }

  // Servers come by time.
  private static boolean isTold(Told store, List<Told> servers, boolean byMessage) {
    long near = byMessage ? SAME_MESSAGE : SAME_MAILBOX;
    int from = 0;
    for (int to = servers.size(); from < to; ) {
      int middle = (from + to) >>> 1;
      if (servers.get(middle).micros() < store.micros() - near) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    for (Told server : servers.subList(from, servers.size())) {
      if (server.micros() > store.micros() + near) {
        return false;
      }
      boolean same =
          byMessage ? server.ours() || server.isOf(store) : !store.named() || !server.named();
      if (same) {
        return true;
      }
    }
    return false;
  }

  // Stores name a mailbox with or without its domain.
  private static String account(String address) {
    return MailAddress.of(address).mailbox().local();
  }
}
