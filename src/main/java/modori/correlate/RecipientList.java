package modori.correlate;

import java.util.ArrayList;
import java.util.List;
import modori.parse.EventField;
import modori.parse.LogEvent;

/**
 * A comma list of recipients as Sendmail writes it: {@code <a@x>,<b@y>}, {@code \name}, {@code
 * "|program"}.
 */
final class RecipientList {
  private RecipientList() {}

  /** How many recipients the event's list names. */
  static int count(LogEvent event) {
    byte[] b = event.bytes(EventField.RECIPIENT);
    int count = 1;
    boolean quoted = false;
    for (int i = event.from(EventField.RECIPIENT); i < event.to(EventField.RECIPIENT); i++) {
      quoted ^= b[i] == '"';
      count += b[i] == ',' && !quoted ? 1 : 0;
    }
    return count;
  }

  /** The recipients, each without angle brackets and display name. */
  static List<String> split(String list) {
    List<String> recipients = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= list.length(); i++) {
      if (i == list.length() || list.charAt(i) == ',' && !quoted) {
        String one = bare(list.substring(from, i).strip());
        if (!one.isEmpty()) {
          recipients.add(one);
        }
        from = i + 1;
      } else if (list.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return recipients;
  }

  private static String bare(String one) {
    int open = one.lastIndexOf('<');
    int close = one.lastIndexOf('>');
    String address =
        open >= 0 && close > open && !one.startsWith("\"|") ? one.substring(open + 1, close) : one;
    return address.startsWith("\\") ? address.substring(1) : address;
  }
}
