package modori.parse.sendmail;

import java.util.Arrays;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;

/**
 * Tells clones their Message-ID: Sendmail copies a message for the owner of an alias under a new
 * queue id, and only the first one's {@code from=} line has the Message-ID (deliver.c). A clone is
 * made when the first is delivered, so a bounded number of messages is remembered; where the first
 * is not among them the clone's Message-ID stays unknown.
 *
 * <p>One object per file and thread.
 */
public final class CloneJoiner implements TextParser {
  private static final int SLOTS = 1024;

  private final TextParser parser;
  private final long[] keys = new long[SLOTS];
  private final int[] lengths = new int[SLOTS];
  private final byte[][] messageIds = new byte[SLOTS][];

  /** Answers what the parser says, with the Message-IDs of clones filled in. */
  public CloneJoiner(TextParser parser) {
    this.parser = parser;
    Arrays.fill(messageIds, new byte[0]);
  }

  @Override
  public String mta() {
    return parser.mta();
  }

  @Override
  public boolean reads(String program) {
    return parser.reads(program);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    LineFate fate = parser.parse(line, event);
    if (fate == LineFate.CONTEXT && event.type() == EventType.ARRIVAL) {
      if (!event.has(EventField.MESSAGE_ID)
          && event.has(EventField.OTHER_QUEUE_ID)
          && event.noticeKind() == null) {
        recall(line, event);
      }
      if (event.has(EventField.MESSAGE_ID) && event.has(EventField.QUEUE_ID)) {
        remember(line, event);
      }
    }
    return fate;
  }

  private void recall(LogLine line, LogEvent event) {
    long key = key(line, event, EventField.OTHER_QUEUE_ID);
    int slot = slot(key);
    if (keys[slot] == key && lengths[slot] > 0) {
      event.put(EventField.MESSAGE_ID, messageIds[slot], 0, lengths[slot]);
    }
  }

  private void remember(LogLine line, LogEvent event) {
    long key = key(line, event, EventField.QUEUE_ID);
    int slot = slot(key);
    int from = event.from(EventField.MESSAGE_ID);
    int length = event.to(EventField.MESSAGE_ID) - from;
    byte[] copy = messageIds[slot];
    byte[] source = event.bytes(EventField.MESSAGE_ID);
    if (copy.length < length || copy == source) {
      copy = new byte[Math.max(96, length)];
    }
    System.arraycopy(source, from, copy, 0, length);
    messageIds[slot] = copy;
    lengths[slot] = length;
    keys[slot] = key;
  }

  private static int slot(long key) {
    return (int) (key ^ key >>> 32) & SLOTS - 1;
  }

  private static long key(LogLine line, LogEvent event, EventField queueId) {
    long hash = mix(1, line.bytes, line.hostFrom, line.hostTo);
    hash = mix(hash * 31, event.bytes(queueId), event.from(queueId), event.to(queueId));
    return hash * 0x9E3779B97F4A7C15L;
  }

  private static long mix(long hash, byte[] b, int from, int to) {
    long h = hash;
    for (int i = from; i < to; i++) {
      h = (h ^ b[i]) * 0x100000001B3L;
    }
    return h;
  }
}
