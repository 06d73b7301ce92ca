package modori.parse.sendmail;

import modori.parse.EventField;
import modori.parse.LogEvent;

/** Puts an address as Sendmail writes it, without its angle brackets. */
final class Addresses {
  private Addresses() {}

  /** Sets the field to the address; {@code <>} gives an empty one. */
  static void put(LogEvent event, EventField field, byte[] bytes, int from, int to) {
    int begin = from;
    int end = to;
    if (end > begin && bytes[begin] == '<') {
      begin++;
      if (end > begin && bytes[end - 1] == '>') {
        end--;
      }
    }
    event.put(field, bytes, begin, end);
  }
}
