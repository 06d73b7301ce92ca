package modori.report;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import modori.chronic.DayLetter;
import modori.chronic.Hosting;
import modori.chronic.Level;
import modori.classify.Language;

/** The words of a report in one language, and how it writes numbers and times. */
final class Phrases {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Locale locale;
  private final ResourceBundle bundle;
  private final NumberFormat number;
  private final NumberFormat percent;

  Phrases(Language language) {
    locale = language.locale();
    bundle = ResourceBundle.getBundle("modori.report.phrases", locale);
    number = NumberFormat.getIntegerInstance(locale);
    percent = NumberFormat.getPercentInstance(locale);
    percent.setMaximumFractionDigits(1);
  }

  String languageTag() {
    return locale.toLanguageTag();
  }

  String otherLanguageTag() {
    return locale.equals(Locale.JAPANESE) ? "en" : "ja";
  }

  String of(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  String level(Level level) {
    return of("level." + level.columnValue());
  }

  String hosting(Hosting hosting) {
    return of("hosting." + hosting.columnValue());
  }

  String trend(Trend trend) {
    return of("trend." + trend.name().toLowerCase(Locale.ROOT));
  }

  String letter(DayLetter letter) {
    return of("letter." + letter.name().toLowerCase(Locale.ROOT));
  }

  String silentKind(String kind) {
    String key = "silent." + kind;
    return bundle.containsKey(key) ? of(key) : kind;
  }

  String end(String end) {
    return bundle.containsKey(end) ? of(end) : end;
  }

  String number(long value) {
    return number.format(value);
  }

  String percent(double share) {
    return percent.format(share);
  }

  String bytes(long bytes) {
    if (bytes < 1000) {
      return number(bytes) + " B";
    }
    double value = bytes;
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(locale, "%.1f %s", value, units[unit]);
  }

  String day(Instant time, ZoneId zone) {
    return time.atZone(zone).toLocalDate().toString();
  }

  String minute(Instant time, ZoneId zone) {
    return MINUTE.format(time.atZone(zone));
  }
}
