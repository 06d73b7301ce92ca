package modori.bounce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates of header fields (RFC 5322 section 3.3 and its obsolete forms). */
final class MailDate {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private MailDate() {}

  /** Reads a date; null where the text holds none. */
  static @Nullable Instant read(@Nullable String text) {
    if (text == null || text.length() < 10 || text.length() > 200) {
      return null;
    }
    String[] words = text.replace(',', ' ').replace('-', ' ').strip().split("\\s+", 12);
    int month = -1;
    int at = -1;
    for (int i = 0; i < words.length && month < 0; i++) {
      month = month(words[i]);
      at = i;
    }
    if (month < 0) {
      return null;
    }
    // "Thu, 29 Apr 2010 23:34:45 +0900" and "Thu Apr 29 23:34:45 2010"
    int day = at > 0 ? number(words[at - 1]) : -1;
    boolean usual = day > 0;
    if (!usual && at + 1 < words.length) {
      day = number(words[at + 1]);
    }
    int year = -1;
    int clock = -1;
    for (int i = at + 1; i < words.length; i++) {
      if (clock < 0 && words[i].indexOf(':') > 0) {
        clock = i;
      } else if (year < 0
          && (usual || i > at + 1)
          && number(words[i]) >= 0
          && !words[i].startsWith("+")) {
        year = number(words[i]);
      }
    }
    if (clock < 0 || year < 0) {
      return null;
    }
    try {
      return time(fullYear(year), month, day, words[clock])
          .toInstant(zone(text, clock + 1 < words.length ? words[clock + 1] : ""));
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  private static LocalDateTime time(int year, int month, int day, String clock) {
    String[] parts = clock.split(":", 3);
    int second = parts.length > 2 ? number(parts[2]) : 0;
    return LocalDateTime.of(
        year, month, day, number(parts[0]), number(parts[1]), Math.min(Math.max(second, 0), 59));
  }

  private static int fullYear(int year) {
    return year >= 1000 ? year : year < 50 ? 2000 + year : 1900 + year;
  }

  private static ZoneOffset zone(String text, String word) {
    String zone = word;
    int minus = text.lastIndexOf('-');
    if (minus > 0 && zone.length() == 4 && text.startsWith(zone, minus + 1)) {
      zone = "-" + zone;
    }
    if (zone.length() == 5 && (zone.charAt(0) == '+' || zone.charAt(0) == '-')) {
      int value = number(zone.substring(1));
      if (value >= 0) {
        int seconds = (value / 100 * 60 + value % 100) * 60;
        return ZoneOffset.ofTotalSeconds(zone.charAt(0) == '-' ? -seconds : seconds);
      }
    }
    int hours =
        switch (zone.toUpperCase(Locale.ROOT)) {
          case "JST" -> 9;
          case "EDT" -> -4;
          case "EST", "CDT" -> -5;
          case "CST", "MDT" -> -6;
          case "MST", "PDT" -> -7;
          case "PST" -> -8;
          default -> 0;
        };
    return ZoneOffset.ofHours(hours);
  }

  private static int month(String word) {
    if (word.length() < 3) {
      return -1;
    }
    int at = MONTHS.indexOf(word.substring(0, 3).toLowerCase(Locale.ROOT));
    return at >= 0 && at % 3 == 0 && Character.isLetter(word.charAt(0)) ? at / 3 + 1 : -1;
  }

  private static int number(String word) {
    if (word.isEmpty() || word.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
