package modori.spark.pipeline;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.expressions.Expressions;

/** The rows of bounce_notice that a run has added, counted as they stand in the table. */
record NoticeTally(long rows, Map<Group, Long> groups) {
  private static final List<String> COLUMNS =
      List.of("run_id", "notice_kind", "link_method", "reporting_mta", "notice_date");

  NoticeTally {
    groups = Map.copyOf(groups);
  }

  /**
   * Notices that count alike.
   *
   * @param report whether they tell of a delivery that failed or may fail
   * @param covered whether their dates lie within the night's logs
   */
  record Group(boolean report, boolean linked, String reporter, boolean covered)
      implements Serializable {}

  static NoticeTally of(Tables tables, Run run) {
    if (run.notices == 0) {
      return new NoticeTally(0, Map.of());
    }
    String runId = run.id;
    long first = run.total.firstMicros();
    long last = run.total.lastMicros();
    Map<Group, Long> groups = new HashMap<>();
    tables
        .stored(MailTables.BOUNCE_NOTICE, Expressions.equal("run_id", runId), COLUMNS)
        .mapPartitions(notices -> count(notices, runId, first, last))
        .collect()
        .forEach(counts -> counts.forEach((group, count) -> groups.merge(group, count, Long::sum)));
    long rows =
        tables.rowCount(MailTables.BOUNCE_NOTICE)
            - run.rowsBefore.getOrDefault(MailTables.BOUNCE_NOTICE.name(), 0L);
    return new NoticeTally(rows, groups);
  }

  private static Iterator<HashMap<Group, Long>> count(
      Iterator<StoredRow> notices, String runId, long first, long last) {
    HashMap<Group, Long> counts = new HashMap<>();
    while (notices.hasNext()) {
      StoredRow row = notices.next();
      if (runId.equals(row.text(0))) {
        String kind = row.required(1);
        String reporter = row.text(3);
        boolean covered = !row.isAbsent(4) && row.number(4) >= first && row.number(4) <= last;
        counts.merge(
            new Group(
                kind.equals("bounce") || kind.equals("delay"),
                !row.isAbsent(2),
                reporter == null ? "" : label(reporter),
                covered),
            1L,
            Long::sum);
      }
    }
    return List.of(counts).iterator();
  }

  /** Summed over the verdicts and those without one. */
  long byVerdict() {
    return groups.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Notices that one of these hosts has made within the time of the night's logs. */
  long own(Set<String> hosts) {
    Set<String> names = names(hosts);
    return sum(group -> isOwn(group, names));
  }

  /** Of these, the ones that no mail in the logs fits. */
  long ownUnlinked(Set<String> hosts) {
    Set<String> names = names(hosts);
    return sum(group -> isOwn(group, names) && !group.linked());
  }

  private long sum(Predicate<Group> wanted) {
    return groups.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean isOwn(Group group, Set<String> names) {
    return group.report() && group.covered() && names.contains(group.reporter());
  }

  private static Set<String> names(Set<String> hosts) {
    return hosts.stream().map(NoticeTally::label).collect(Collectors.toSet());
  }

  // The first one of a host's name.
  private static String label(String host) {
    int dot = host.indexOf('.');
    return (dot < 0 ? host : host.substring(0, dot)).toLowerCase(Locale.ROOT);
  }
}
