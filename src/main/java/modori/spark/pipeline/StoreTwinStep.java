package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import modori.spark.tables.MailTables;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes out what a mail store tells of a delivery that a mail server's own line tells of too. They
 * meet by Message-ID, and by mailbox unless the server's line is of our own store (an alias, an
 * account of another name); where one of both names no message, by host and mailbox within the time
 * of a delivery. It makes no difference in which night and in which order they come.
 */
final class StoreTwinStep {
  private static final String STORE = "dovecot";
  private static final String MICROS = "unix_micros(event_time) AS micros";

  private final Tables tables;

  StoreTwinStep(Tables tables) {
    this.tables = tables;
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
    Dataset<Row> surplus = surplus(days).localCheckpoint(); // a MERGE cannot read what it writes
    long rows = surplus.count();
    if (rows > 0) {
      surplus.createOrReplaceTempView("stored_twice");
      Set<LocalDate> changed =
          surplus.select("event_date").distinct().collectAsList().stream()
              .map(row -> row.getDate(0).toLocalDate())
              .collect(Collectors.toCollection(TreeSet::new));
      tables.deleteSurplus("stored_twice", changed);
      touched.addAll(changed);
    }
    return rows;
  }

  private Dataset<Row> surplus(TreeSet<LocalDate> days) {
    String near =
        "event_date >= DATE '"
            + days.first().minusDays(1)
            + "' AND event_date <= DATE '"
            + days.last().plusDays(1)
            + "'";
    Dataset<Row> attempts = tables.dataset(MailTables.DELIVERY_ATTEMPT).where(near);
    attempts
        .where(
            "mta = '"
                + STORE
                + "' AND event_date IN ("
                + days.stream().map(day -> "DATE '" + day + "'").collect(Collectors.joining(", "))
                + ")")
        .selectExpr(
            "event_id",
            "event_date",
            "source_file",
            "source_offset",
            "message_id",
            "log_host",
            MICROS,
            account("recipient_address", "account"))
        .createOrReplaceTempView("told_by_store");
    attempts
        .where("mta <> '" + STORE + "' AND event_type <> 'rejected'")
        .selectExpr(
            "message_id",
            "log_host",
            "hosted",
            MICROS,
            account("recipient_address", "account"),
            account("original_recipient", "alias"))
        .createOrReplaceTempView("told_by_server");
    String same = "(m.account = s.account OR m.alias = s.account)";
    return tables
        .spark()
        .sql(
            "SELECT DISTINCT event_id, event_date, source_file, source_offset FROM ("
                + "SELECT s.* FROM told_by_store s JOIN told_by_server m"
                + " ON s.message_id = m.message_id AND abs(s.micros - m.micros) <= 600000000"
                + " AND (m.hosted = 'own' OR "
                + same
                + ") UNION ALL SELECT s.* FROM told_by_store s JOIN told_by_server m"
                + " ON s.log_host = m.log_host AND abs(s.micros - m.micros) <= 120000000"
                + " AND (s.message_id IS NULL OR m.message_id IS NULL) AND "
                + same
                + ")");
  }

  // The local part without a sub-address: stores name a mailbox with or without its domain.
  private static String account(String address, String name) {
    return "lower(regexp_replace(regexp_replace("
        + address
        + ", '@[^@]*$', ''), '[+].*$', '')) AS "
        + name;
  }
}
