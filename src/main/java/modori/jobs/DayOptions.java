package modori.jobs;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import modori.spark.pipeline.DayPolicy;
import modori.spark.pipeline.DayRange;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.LatePolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** When days are final, and which are made again. */
final class DayOptions {
  @Option(
      names = "--lateness-days",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "A day is provisional until N days after it have ended, then final (default: 2, at least 1).")
  private int latenessDays = 2;

  @Option(
      names = "--late",
      paramLabel = "POLICY",
      defaultValue = "REOPEN",
      description =
          "What becomes of lines that come when their day is final, exit code 3 in any case: reopen (default) makes the day and those after it again; hold keeps the lines, but the day's numbers stay as published until --reopen.")
  private LatePolicy late = LatePolicy.REOPEN;

  @Option(
      names = "--reopen",
      split = ",",
      paramLabel = "DAY",
      description =
          "Makes these days and those after them again from all that is known by now, though they are final. Needs no logs.")
  private List<String> reopen = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description =
          "With --to: a backfill. Of the logs only those with a line of these days are read, and each of them whole; the days are made again as by --reopen. A stamp without year is no later than the day after --to.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day of a backfill.")
  private @Nullable String to;

  /** Whether the command line says anything of days. */
  static boolean areGiven(ParseResult given) {
    return Stream.of("--lateness-days", "--late", "--reopen", "--from", "--to")
        .anyMatch(given::hasMatchedOption);
  }

  /** Whether days are named that are made again: then there need not be anything to read. */
  boolean isAsked() {
    return !reopen.isEmpty() || from != null || to != null;
  }

  /** The last day of a backfill; null where there is none. */
  @Nullable LocalDate lastDay() {
    DayRange range = range();
    return range == null ? null : range.last();
  }

  DayPolicy policy() {
    if (latenessDays < 1) {
      throw new UserMistake(
          ExitCode.USAGE,
          "--lateness-days " + latenessDays + ": a day is provisional for 1 at least");
    }
    Set<LocalDate> days = new LinkedHashSet<>();
    reopen.forEach(one -> days.add(day("--reopen", one)));
    return new DayPolicy(latenessDays, late, days, range());
  }

  private @Nullable DayRange range() {
    if (from == null && to == null) {
      return null;
    }
    if (from == null || to == null) {
      throw new UserMistake(
          ExitCode.USAGE,
          (from == null ? "--to" : "--from")
              + " needs "
              + (from == null ? "--from" : "--to")
              + " DAY");
    }
    LocalDate first = day("--from", from);
    LocalDate last = day("--to", to);
    if (first.isAfter(last)) {
      throw new UserMistake(ExitCode.USAGE, "--from " + first + " lies after --to " + last);
    }
    return new DayRange(first, last);
  }

  /** A day that an option names. */
  static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notADate) {
      throw new UserMistake(
          ExitCode.USAGE, option + " " + text + " is not a date: write it as YYYY-MM-DD");
    }
  }
}
