package modori.spark.pipeline;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.audit.AuditSettings;
import modori.classify.Language;
import modori.correlate.PseudonymKey;
import modori.scan.DialectChoice;
import modori.spark.tables.HostedDomains;
import org.jspecify.annotations.Nullable;

/**
 * What a night is to do.
 *
 * @param logs paths, directories or globs of logs
 * @param bounces paths, directories or globs of bounce messages
 * @param warehouse folder or URI of the tables
 * @param catalog settings of the catalog that replace the defaults
 * @param report folder for the report; null for none
 * @param asOf the last finished day
 * @param zone of stamps without one, and of the report's days
 * @param hosted our own domains, as far as they are named
 * @param language of the report
 * @param splitBytes how large a split of a plain log is
 * @param dialects how logs are read whose dialect somebody has named
 * @param audit what is expected of the night
 * @param key for the profile pseudonym; null where people are named
 * @param days when days are final, and which are made again
 */
public record NightSettings(
    List<String> logs,
    List<String> bounces,
    String warehouse,
    Map<String, String> catalog,
    @Nullable String report,
    LocalDate asOf,
    ZoneId zone,
    HostedDomains hosted,
    Language language,
    long splitBytes,
    DialectChoice dialects,
    AuditSettings audit,
    @Nullable PseudonymKey key,
    DayPolicy days) {
  /** Copies. */
  public NightSettings {
    logs = List.copyOf(logs);
    bounces = List.copyOf(bounces);
    catalog = Map.copyOf(catalog);
  }

  /**
   * A night of which nothing special is expected: no report, in English, whose mailboxes are ours
   * is told by the logs alone.
   */
  public static NightSettings plain(
      List<String> logs,
      List<String> bounces,
      String warehouse,
      LocalDate asOf,
      ZoneId zone,
      long splitBytes) {
    return new NightSettings(
        logs,
        bounces,
        warehouse,
        Map.of(),
        null,
        asOf,
        zone,
        new HostedDomains(Set.of()),
        Language.ENGLISH,
        splitBytes,
        DialectChoice.byContent(),
        AuditSettings.STANDARD,
        null,
        DayPolicy.STANDARD);
  }

  /** The same under another policy of days. */
  public NightSettings with(DayPolicy policy) {
    return with(asOf, audit, policy);
  }

  /** The same, judged at the end of another day. */
  NightSettings with(LocalDate lastFinishedDay) {
    return with(lastFinishedDay, audit, days);
  }

  /** The same, but no host must have lines. */
  NightSettings withoutExpectedHosts() {
    return with(asOf, new AuditSettings(List.of(), audit.missingHost(), audit.limits()), days);
  }

  private NightSettings with(LocalDate lastFinishedDay, AuditSettings expected, DayPolicy policy) {
    return new NightSettings(
        logs,
        bounces,
        warehouse,
        catalog,
        report,
        lastFinishedDay,
        zone,
        hosted,
        language,
        splitBytes,
        dialects,
        expected,
        key,
        policy);
  }

  /** The last day that a stamp without year may mean but for the one after it. */
  LocalDate lastDayOfStamps() {
    DayRange range = days.range();
    return range == null ? asOf : range.last();
  }
}
