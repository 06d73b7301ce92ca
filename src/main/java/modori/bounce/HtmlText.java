package modori.bounce;

import java.util.Locale;
import java.util.Map;

/** The words of an HTML page: tags out, blocks on lines of their own, entities read. */
final class HtmlText {
  private static final Map<String, String> ENTITIES =
      Map.of(
          "lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ", "#39", "'",
          "#x27", "'", "rsquo", "'", "hellip", "...");

  private HtmlText() {}

  static String of(String html) {
    StringBuilder out = new StringBuilder(html.length() / 2);
    int i = 0;
    while (i < html.length()) {
      char c = html.charAt(i);
      if (c == '<') {
        i = tag(html, i, out);
      } else if (c == '&') {
        i = entity(html, i, out);
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static int tag(String html, int start, StringBuilder out) {
    int end = html.indexOf('>', start);
    if (end < 0) {
      out.append(' ');
      return html.length();
    }
    if (html.startsWith("<!--", start)) {
      int close = html.indexOf("-->", start);
      return close < 0 ? html.length() : close + 3;
    }
    String name = name(html, start + 1, end);
    switch (name) {
      case "style", "script", "head" -> {
        int close = closing(html, name, end);
        return close < 0 ? end + 1 : close;
      }
      case "br", "p", "/p", "div", "/div", "tr", "/tr", "li", "/li", "h1", "h2", "h3", "h4" ->
          out.append('\n');
      case "/h1", "/h2", "/h3", "/h4", "pre", "/pre", "hr", "table", "/table", "ul", "/ul" ->
          out.append('\n');
      case "td", "/td", "th", "/th" -> out.append(' ');
      default -> {
        // <user@example.com> written without entities is an address, no tag.
        if (name.indexOf('@') > 0) {
          out.append(html, start, end + 1);
        }
      }
    }
    return end + 1;
  }

  private static String name(String html, int from, int end) {
    int stop = from;
    while (stop < end && !Character.isWhitespace(html.charAt(stop))) {
      stop++;
    }
    String name = html.substring(from, stop).toLowerCase(Locale.ROOT);
    return name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static int closing(String html, String name, int from) {
    String tag = "</" + name;
    for (int i = html.indexOf("</", from); i >= 0; i = html.indexOf("</", i + 2)) {
      if (html.regionMatches(true, i, tag, 0, tag.length())) {
        int end = html.indexOf('>', i);
        return end < 0 ? html.length() : end + 1;
      }
    }
    return -1;
  }

  private static int entity(String html, int start, StringBuilder out) {
    int end = html.indexOf(';', start);
    if (end < 0 || end - start > 10) {
      out.append('&');
      return start + 1;
    }
    String name = html.substring(start + 1, end);
    String known = ENTITIES.get(name);
    if (known != null) {
      out.append(known);
      return end + 1;
    }
    int code = number(name);
    if (code > 0) {
      out.appendCodePoint(code);
      return end + 1;
    }
    out.append(' ');
    return end + 1;
  }

  private static int number(String name) {
    if (!name.startsWith("#") || name.length() < 2) {
      return -1;
    }
    boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    try {
      int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(code) ? code : -1;
    } catch (NumberFormatException noNumber) {
      return -1;
    }
  }
}
