package modori.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463 section 2), for example 5.2.2.
 *
 * @param statusClass 2, 4 or 5
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatusCode(int statusClass, int subject, int detail) {
  private static final Pattern CODE =
      Pattern.compile("(?<![0-9.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![0-9.]*[0-9])");

  /** Checks the ranges of RFC 3463 section 2. */
  public EnhancedStatusCode {
    if (statusClass != 2 && statusClass != 4 && statusClass != 5
        || subject < 0
        || subject > 999
        || detail < 0
        || detail > 999) {
      throw new IllegalArgumentException(
          "not an enhanced status code: " + statusClass + "." + subject + "." + detail);
    }
  }

  /** Reads a text that is a code and nothing else. */
  public static Optional<EnhancedStatusCode> of(CharSequence text) {
    Matcher matcher = CODE.matcher(text);
    return matcher.matches() ? Optional.of(from(matcher)) : Optional.empty();
  }

  /** The first code within a text; never a part of an IP address or of a longer dotted number. */
  public static Optional<EnhancedStatusCode> firstIn(CharSequence text) {
    Matcher matcher = CODE.matcher(text);
    return matcher.find() ? Optional.of(from(matcher)) : Optional.empty();
  }

  /** What the class says of a repeated attempt. */
  public Permanence permanence() {
    return switch (statusClass) {
      case 4 -> Permanence.TEMPORARY;
      case 5 -> Permanence.PERMANENT;
      default -> Permanence.NONE;
    };
  }

  @Override
  public String toString() {
    return statusClass + "." + subject + "." + detail;
  }

  private static EnhancedStatusCode from(Matcher matcher) {
    return new EnhancedStatusCode(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }
}
