package modori.parse.exchange;

import modori.ingest.StampClock;
import modori.parse.JsonText;
import modori.parse.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * Times of a message trace, always UTC: {@code 2024-03-01T05:10:12.1234567}, with or without Z, or
 * as PowerShell exports them in English, {@code 3/1/2024 5:10:12 AM}.
 */
final class TraceStamp {
  private TraceStamp() {}

  /** Microseconds since 1970, or {@link LogLine#NO_TIME}. */
  static long micros(StampClock clock, @Nullable String stamp) {
    if (stamp == null) {
      return LogLine.NO_TIME;
    }
    String text = stamp.indexOf('/') > 0 ? fromEnglish(stamp) : stamp;
    boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10;
    return JsonText.micros(clock, zoned ? text : text + "Z");
  }

  // M/d/yyyy h:mm:ss AM
  private static String fromEnglish(String stamp) {
    int[] numbers = new int[6];
    int count = 0;
    boolean digitBefore = false;
    for (int i = 0; i < stamp.length(); i++) {
      int digit = stamp.charAt(i) - '0';
      boolean isDigit = digit >= 0 && digit <= 9;
      if (isDigit && !digitBefore && ++count > numbers.length) {
        return "";
      }
      if (isDigit) {
        numbers[count - 1] = Math.min(9999, numbers[count - 1] * 10 + digit);
      }
      digitBefore = isDigit;
    }
    int hour = numbers[3] % 12;
    if (stamp.endsWith("PM")) {
      hour += 12;
    } else if (!stamp.endsWith("AM")) {
      return "";
    }
    return count < numbers.length
        ? ""
        : padded(numbers[2], 4)
            + "-"
            + padded(numbers[0], 2)
            + "-"
            + padded(numbers[1], 2)
            + "T"
            + padded(hour, 2)
            + ":"
            + padded(numbers[4], 2)
            + ":"
            + padded(numbers[5], 2);
  }

  private static String padded(int number, int places) {
    return "0".repeat(Math.max(0, places - Integer.toString(number).length())) + number;
  }
}
