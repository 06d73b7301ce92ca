package modori.parse.syslog;

import java.util.Arrays;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The event of each host's last line: a logger that leaves out equal lines writes only how often
 * the last one came again. A bounded number of hosts; one that is displaced has no last line.
 */
final class LastEvents {
  private static final int SLOTS = 256;

  /** The last line of one host. */
  static final class Last {
    private byte[] host = new byte[16];
    private int hostLength;
    private final LogEvent event = new LogEvent();
    private boolean countsAgain;
    private String mta = "";

    /** What the line said; only where it counts again. */
    LogEvent event() {
      return event;
    }

    /** Which mail server wrote it. */
    String mta() {
      return mta;
    }

    private boolean isOf(LogLine line) {
      return Arrays.equals(host, 0, hostLength, line.bytes, line.hostFrom, line.hostTo);
    }

    private void become(LogLine line) {
      hostLength = line.hostTo - line.hostFrom;
      if (host.length < hostLength) {
        host = new byte[hostLength];
      }
      System.arraycopy(line.bytes, line.hostFrom, host, 0, hostLength);
      countsAgain = false;
    }
  }

  private final @Nullable Last[] slots = new Last[SLOTS];
  private Last current = new Last();

  /** Remembers what the line of a parser said. */
  void remember(LogLine line, LineFate fate, LogEvent event, String mta) {
    Last last = slot(line);
    last.countsAgain = countsAgain(fate, event);
    if (last.countsAgain) {
      last.event.copy(event);
      last.mta = mta;
    }
  }

  /** Remembers a line that says nothing of mail. */
  void forget(LogLine line) {
    slot(line).countsAgain = false;
  }

  /** The last line of this line's host; null where it says nothing that counts again. */
  @Nullable Last of(LogLine line) {
    Last last = slot(line);
    return last.countsAgain ? last : null;
  }

  /**
   * Whether the same line once more tells of one more event: of a refusal or a vain try. A
   * recipient of a message in the queue is settled once; the same line again is a copy.
   */
  static boolean countsAgain(LineFate fate, LogEvent event) {
    if (fate.kind() != LineFate.Kind.EVENT) {
      return false;
    }
    return event.type() == EventType.REJECTION
        || event.type() == EventType.ATTEMPT
            && (event.outcome() == Outcome.DEFERRED || !event.has(EventField.QUEUE_ID));
  }

  private Last slot(LogLine line) {
    if (current.isOf(line)) {
      return current;
    }
    int hash = 0;
    for (int i = line.hostFrom; i < line.hostTo; i++) {
      hash = hash * 31 + line.bytes[i];
    }
    int slot = (hash ^ hash >>> 8) & SLOTS - 1;
    Last last = slots[slot];
    if (last == null) {
      last = slots[slot] = new Last();
      last.become(line);
    } else if (!last.isOf(line)) {
      last.become(line);
    }
    current = last;
    return last;
  }
}
