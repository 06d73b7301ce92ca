package modori.ingest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What bounds the time of a file's last line: the night's end, a date in its name, its own time.
 */
final class FileDates {
  private static final Pattern DATE =
      Pattern.compile(
          "(?<![0-9])((?:19|20)[0-9]{2})([-_.]?)(0[1-9]|1[0-2])\\2(0[1-9]|[12][0-9]|3[01])(?![0-9])");

  private static final Duration CLOCK_SLACK = Duration.ofDays(1);
  private static final Duration LAST_LINE_AGE = Duration.ofDays(7);

  private FileDates() {}

  /**
   * The date that rotation put into a name ({@code mail.log-20261225.gz}): the file ends on it or
   * before.
   */
  static Optional<LocalDate> inName(String name) {
    Matcher matcher = DATE.matcher(name);
    while (matcher.find()) {
      try {
        return Optional.of(
            LocalDate.of(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4))));
      } catch (DateTimeException noSuchDay) {
        continue;
      }
    }
    return Optional.empty();
  }

  /**
   * The latest time that a year-less stamp of this file can mean, by the night and the file's name.
   */
  static Instant bound(StoredFile file, Instant nightEnd, ZoneId zone) {
    Instant bound = nightEnd;
    Optional<LocalDate> named = inName(file.name());
    if (named.isPresent()) {
      bound = earlier(bound, named.get().plusDays(2).atStartOfDay(zone).toInstant());
    }
    return bound;
  }

  /**
   * The bound that a file's own time sets, if its last line was written shortly before it: a copy
   * or a checkout has another time, which says nothing.
   *
   * @param lastLineBy the time of the last line under a bound
   */
  static Instant boundByFileTime(
      StoredFile file,
      Instant bound,
      java.util.function.Function<Instant, Optional<Instant>> lastLineBy) {
    Instant written = file.modified();
    Instant byFile = earlier(bound, written.plus(CLOCK_SLACK));
    Optional<Instant> last = lastLineBy.apply(byFile);
    boolean plausible = last.isPresent() && !last.get().isBefore(written.minus(LAST_LINE_AGE));
    return plausible ? byFile : bound;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
