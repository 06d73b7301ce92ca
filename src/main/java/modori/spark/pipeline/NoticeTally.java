package modori.spark.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import modori.spark.tables.MailTables;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The rows of bounce_notice that a run has added, counted as they stand in the table. */
record NoticeTally(long rows, List<Row> groups) {
  static NoticeTally of(Tables tables, Run run) {
    if (run.notices == 0) {
      return new NoticeTally(0, List.of());
    }
    List<Row> groups =
        tables
            .dataset(MailTables.BOUNCE_NOTICE)
            .where("run_id = '" + run.id + "'")
            .selectExpr(
                "coalesce(verdict, '') AS verdict",
                "notice_kind IN ('bounce', 'delay') AS report",
                "link_method IS NOT NULL AS linked",
                "lower(substring_index(coalesce(reporting_mta, ''), '.', 1)) AS reporter",
                "coalesce(notice_date BETWEEN timestamp_micros("
                    + run.total.firstMicros()
                    + ") AND timestamp_micros("
                    + run.total.lastMicros()
                    + "), false) AS covered")
            .groupBy("verdict", "report", "linked", "reporter", "covered")
            .agg(functions.count(functions.lit(1)))
            .collectAsList();
    long rows =
        tables.rowCount(MailTables.BOUNCE_NOTICE)
            - run.rowsBefore.getOrDefault(MailTables.BOUNCE_NOTICE.name(), 0L);
    return new NoticeTally(rows, groups);
  }

  /** Summed over the verdicts and those without one. */
  long byVerdict() {
    return groups.stream().mapToLong(row -> row.getLong(5)).sum();
  }

  /** Notices that one of these hosts has made within the time of the night's logs. */
  long own(Set<String> hosts) {
    Set<String> names = names(hosts);
    return groups.stream().filter(row -> isOwn(row, names)).mapToLong(row -> row.getLong(5)).sum();
  }

  /** Of these, the ones that no mail in the logs fits. */
  long ownUnlinked(Set<String> hosts) {
    Set<String> names = names(hosts);
    return groups.stream()
        .filter(row -> isOwn(row, names) && !row.getBoolean(2))
        .mapToLong(row -> row.getLong(5))
        .sum();
  }

  private static boolean isOwn(Row row, Set<String> names) {
    return row.getBoolean(1) && row.getBoolean(4) && names.contains(row.getString(3));
  }

  private static Set<String> names(Set<String> hosts) {
    return hosts.stream()
        .map(host -> host.toLowerCase(Locale.ROOT).replaceFirst("\\..*", ""))
        .collect(Collectors.toSet());
  }
}
