package modori.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of text of bounded width. */
final class TextLines {
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  TextLines(int columns) {
    this.columns = columns;
  }

  int size() {
    return lines.size();
  }

  void blank() {
    lines.add("");
  }

  void line(String text) {
    lines.add(DisplayWidth.cut(text.stripTrailing(), columns));
  }

  /** Takes a line as it is, however long. */
  void unbroken(String text) {
    lines.add(text);
  }

  /** Breaks a text into lines; the first begins with the label, the others with spaces. */
  void wrapped(String label, String text) {
    String indent = " ".repeat(DisplayWidth.of(label));
    String rest = text;
    String start = label;
    do {
      int end = breakAt(rest, columns - indent.length());
      lines.add((start + rest.substring(0, end)).stripTrailing());
      rest = rest.substring(end).stripLeading();
      start = indent;
    } while (!rest.isEmpty());
  }

  List<String> all() {
    return lines;
  }

  /** After a space where there is one; Japanese breaks between any two characters. */
  private static int breakAt(String text, int columns) {
    int width = 0;
    int space = -1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      width += DisplayWidth.of(Character.toString(point));
      if (width > columns) {
        return space > 0 ? space : Math.max(i, 1);
      }
      // Kinsoku: a full stop or comma never starts a line.
      boolean breaks = point == ' ' || DisplayWidth.of(Character.toString(point)) == 2;
      int next = i + Character.charCount(point);
      if (breaks && (next >= text.length() || "、。)」,.)".indexOf(text.charAt(next)) < 0)) {
        space = next;
      }
    }
    return text.length();
  }
}
