package modori.report;

/** A page while it is written: every text is escaped, whoever chose it. */
final class Html {
  private final StringBuilder out = new StringBuilder(16_384);

  /** Writes markup of our own, as it is. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  /** Writes a text. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** Writes a text that strangers chose, in its own direction of writing. */
  Html foreign(String text) {
    out.append("<bdi>");
    escape(ForeignText.visible(text));
    out.append("</bdi>");
    return this;
  }

  /** Writes an element that holds a text. */
  Html element(String name, String text) {
    out.append('<').append(name).append('>');
    escape(text);
    out.append("</").append(nameOnly(name)).append('>');
    return this;
  }

  /** Writes the value of an attribute. */
  Html attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(value);
    out.append('"');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String nameOnly(String start) {
    int space = start.indexOf(' ');
    return space < 0 ? start : start.substring(0, space);
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
