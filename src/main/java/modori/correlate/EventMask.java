package modori.correlate;

import modori.classify.TextShape;
import modori.parse.LogEvent;

/** Changes what an event says of people before anything is made of it. */
@FunctionalInterface
public interface EventMask {
  /** Leaves events as they are. */
  EventMask NONE = event -> {};

  /** Puts other texts in the place of the event's. */
  void mask(LogEvent event);

  /** What is kept of a line that nobody understands. */
  default String line(String line) {
    return line;
  }

  /** What is kept of its shape. */
  default String shape(String line) {
    return TextShape.of(line);
  }
}
