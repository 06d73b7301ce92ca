package modori.report;

import java.time.LocalDate;
import java.util.Locale;
import modori.chronic.DayLetter;
import modori.chronic.Strip;

/** A strip as coloured cells; each keeps its letter, so that nothing hangs on colour alone. */
final class HtmlStrip {
  private HtmlStrip() {}

  static void write(Html html, Strip strip, Phrases phrases) {
    String letters = strip.letters();
    html.markup("<span class=\"strip\" role=\"img\"");
    html.attribute("aria-label", label(strip, phrases)).markup(">");
    for (int from = 0; from < letters.length(); ) {
      int to = from + 1;
      while (to < letters.length() && letters.charAt(to) == letters.charAt(from)) {
        to++;
      }
      run(html, strip.firstDay(), from, to, DayLetter.of(letters.charAt(from)), phrases);
      from = to;
    }
    html.markup("</span>");
  }

  static String styleClass(DayLetter letter) {
    return letter.name().toLowerCase(Locale.ROOT);
  }

  private static void run(
      Html html, LocalDate firstDay, int from, int to, DayLetter letter, Phrases phrases) {
    String days = firstDay.plusDays(from).toString();
    if (to - from > 1) {
      days += " – " + firstDay.plusDays(to - 1);
    }
    html.markup("<b class=\"" + styleClass(letter) + "\"");
    html.attribute("title", days + ": " + phrases.letter(letter)).markup(">");
    for (int i = from; i < to; i++) {
      html.markup("<i>").text(String.valueOf(letter.symbol())).markup("</i>");
    }
    html.markup("</b>");
  }

  /** What a strip shows, in words. */
  static String label(Strip strip, Phrases phrases) {
    int full = 0;
    int room = 0;
    int silent = 0;
    for (int i = 0; i < strip.letters().length(); i++) {
      DayLetter letter = DayLetter.of(strip.letters().charAt(i));
      full += letter.isFull() ? 1 : 0;
      room += letter == DayLetter.ROOM ? 1 : 0;
      silent += letter == DayLetter.SILENT ? 1 : 0;
    }
    return phrases.of(
        "strip.label", strip.firstDay().toString(), strip.lastDay().toString(), full, room, silent);
  }
}
