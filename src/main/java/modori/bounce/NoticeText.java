package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words that the server itself wrote, cut off from the mail that it returns below them.
 *
 * @param lines its lines without trailing blanks
 * @param returned what follows: the returned mail or its header; empty where nothing follows
 */
record NoticeText(List<String> lines, String returned) {
  private static final int MAX_LINES = 2000;
  private static final int MAX_LINE_CHARS = 2000;
  private static final int MAX_RETURNED_CHARS = 32 * 1024;
  static final NoticeText EMPTY = new NoticeText(List.of(), "");

  /** Splits a text; quoted forwards lose one level of quotes. */
  static NoticeText of(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    int quoted = 0;
    int filled = 0;
    while (from < text.length() && lines.size() < MAX_LINES) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      String line = line(text, from, end < 0 ? text.length() : end);
      lines.add(line);
      filled += line.isEmpty() ? 0 : 1;
      quoted += line.startsWith(">") && !line.startsWith(">>>") ? 1 : 0;
      if (quoted * 2 <= filled && lines.size() > 1 && startsReturnedMail(lines, lines.size() - 1)) {
        lines.remove(lines.size() - 1);
        return new NoticeText(lines, returned(text, from, next));
      }
      from = next;
    }
    if (quoted >= 5 && quoted * 2 > filled) {
      return of(unquoted(lines));
    }
    return new NoticeText(lines, "");
  }

  /** All of it as one line. */
  String joined() {
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      if (!line.isEmpty() && !isSummary(line)) {
        out.append(line.strip()).append(' ');
      }
    }
    return out.toString();
  }

  /** Whether a line is Sendmail's own last word for any refusal (sysexits.c, EX_UNAVAILABLE). */
  static boolean isSummary(String line) {
    return line.startsWith("55") && line.endsWith("Service unavailable");
  }

  private static String line(String text, int from, int end) {
    int stop = Math.min(end, from + MAX_LINE_CHARS);
    while (stop > from && text.charAt(stop - 1) <= ' ') {
      stop--;
    }
    return text.substring(from, stop);
  }

  private static String unquoted(List<String> lines) {
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      int start = line.startsWith("> ") ? 2 : line.startsWith(">") ? 1 : 0;
      out.append(line, start, line.length()).append('\n');
    }
    return out.toString();
  }

  // From the header of the returned mail on; the marker itself may be its first field.
  private static String returned(String text, int marker, int next) {
    int start = isHeaderField(text, marker) ? marker : next;
    return text.substring(start, Math.min(text.length(), start + MAX_RETURNED_CHARS))
        .stripLeading();
  }

  private static boolean startsReturnedMail(List<String> lines, int at) {
    String line = lines.get(at);
    if (line.isEmpty()) {
      return false;
    }
    char c = line.charAt(0);
    if (c == 'R' || c == 'D' || c == 'X') {
      boolean opens = at > 0 && (lines.get(at - 1).isEmpty() || isRule(lines.get(at - 1)));
      return opens && (isTraceField(line) || line.startsWith("Reporting-MTA:"));
    }
    String bare = line.strip();
    if (bare.length() < 8 || bare.length() > 120) {
      return false;
    }
    if (c == '-' || c == '=' || c == '_' || c == '|' || c == '*' || c == ' ' || c == '#') {
      return isMarker(bare);
    }
    return (c == 'O' || c == 'M' || c == 'B' || c == 'T' || c == 'I' || c == 'Y' || c == 'H'
            || c == 'U')
        && isPlainMarker(bare);
  }

  private static boolean isRule(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("-=_*".indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  // Received: and its like at the left edge: a header that came without a separator.
  private static boolean isTraceField(String line) {
    return line.startsWith("Received:")
        || line.startsWith("Return-Path:")
        || line.startsWith("Return-path:")
        || line.startsWith("DKIM-Signature:")
        || line.startsWith("Delivered-To:");
  }

  private static boolean isHeaderField(String text, int at) {
    return text.startsWith("Received:", at)
        || text.startsWith("Return-Path:", at)
        || text.startsWith("Return-path:", at)
        || text.startsWith("DKIM-Signature:", at)
        || text.startsWith("Delivered-To:", at);
  }

  private static boolean isMarker(String bare) {
    if (!framed(bare)) {
      return isPlainMarker(bare);
    }
    return ClueWords.MARKS.standIn(bare.toLowerCase(Locale.ROOT));
  }

  private static boolean framed(String bare) {
    return bare.startsWith("--")
        || bare.startsWith("==")
        || bare.startsWith("__")
        || bare.startsWith("**")
        || bare.startsWith("|--")
        || bare.startsWith("##");
  }

  private static boolean isPlainMarker(String bare) {
    return ClueWords.OPENINGS.open(bare.toLowerCase(Locale.ROOT));
  }
}
