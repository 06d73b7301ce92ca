package modori.mail;

import java.util.Optional;

/**
 * A three-digit SMTP reply code (RFC 5321 section 4.2.1).
 *
 * @param value 200 to 599
 */
public record ReplyCode(int value) {

  /** Checks the range of RFC 5321 section 4.2.1. */
  public ReplyCode {
    if (value < 200 || value > 599) {
      throw new IllegalArgumentException("not a reply code: " + value);
    }
  }

  /** The reply code that stands at the start of a reply's text, if there is one. */
  public static Optional<ReplyCode> atStartOf(CharSequence text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    if (text.length() < start + 3
        || !isDigit(text, start)
        || !isDigit(text, start + 1)
        || !isDigit(text, start + 2)) {
      return Optional.empty();
    }
    if (text.length() > start + 3
        && (Character.isLetterOrDigit(text.charAt(start + 3)) || text.charAt(start + 3) == '.')) {
      return Optional.empty();
    }
    int value =
        (text.charAt(start) - '0') * 100
            + (text.charAt(start + 1) - '0') * 10
            + (text.charAt(start + 2) - '0');
    return value < 200 || value > 599 ? Optional.empty() : Optional.of(new ReplyCode(value));
  }

  /** What the first digit says of a repeated attempt. */
  public Permanence permanence() {
    return switch (value / 100) {
      case 4 -> Permanence.TEMPORARY;
      case 5 -> Permanence.PERMANENT;
      default -> Permanence.NONE;
    };
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }

  private static boolean isDigit(CharSequence text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
