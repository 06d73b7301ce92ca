package modori.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings together the two lines in which some servers tell one attempt: an {@link
 * EventType#ATTEMPT_DETAIL} and the attempt, refusal or arrival with {@link
 * EventFlag#TOLD_EARLIER}. They meet by host and delivery id; without one by queue id and
 * recipient; without a queue id by client and sender. A {@link EventType#NOTICE} with a delivery id
 * tells the notice's own arrival what message it is about.
 *
 * <p>One object per file and thread; it remembers a bounded number of lines. Where a detail lies
 * before the part of the file that is read, the attempt keeps its flag and its gap.
 */
public final class DetailJoiner {
  private static final int SLOTS = 1024;
  private static final EventField[] FIELDS = EventField.values();
  private static final EventNumber[] NUMBERS = EventNumber.values();
  private static final EventFlag[] FLAGS = EventFlag.values();
  private static final int LONGEST_TEXT = 4096;

  private final @Nullable Detail[] slots = new Detail[SLOTS];
  private byte[] joined = new byte[256];

  /** A parser that answers what this one says, with the details of earlier lines filled in. */
  public static TextParser over(TextParser parser) {
    DetailJoiner joiner = new DetailJoiner();
    return new TextParser() {
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
        return joiner.join(line, event, parser.parse(line, event));
      }
    };
  }

  /** Remembers the event of this line, or fills it from what is remembered; gives the fate back. */
  public LineFate join(LogLine line, LogEvent event, LineFate fate) {
    if (fate != LineFate.CONTEXT && fate != LineFate.EVENT) {
      return fate;
    }
    boolean told = event.has(EventFlag.TOLD_EARLIER);
    EventType type = event.type();
    boolean tells =
        type == EventType.ATTEMPT_DETAIL
            || type == EventType.NOTICE && event.has(EventField.DELIVERY_ID);
    if (told) {
      fill(line, event, tells);
    }
    if (tells) {
      remember(line, event);
    }
    return fate;
  }

  private void remember(LogLine line, LogEvent event) {
    long key = key(line, event);
    int slot = slot(key);
    Detail detail = slots[slot];
    if (detail == null) {
      detail = slots[slot] = new Detail();
    }
    // A reply of several lines is told by one detail each.
    boolean more =
        detail.key == key
            && event.has(EventField.QUEUE_ID)
            && !event.has(EventField.DELIVERY_ID)
            && detail.used > 0;
    if (more) {
      detail.append(event);
    } else {
      detail.set(key, event);
    }
  }

  private void fill(LogLine line, LogEvent event, boolean goesOn) {
    long key = key(line, event);
    Detail detail = slots[slot(key)];
    if (detail == null || detail.key != key || detail.used == 0) {
      return;
    }
    boolean sameReply = event.has(EventNumber.REPLY_CODE) && detail.has(EventNumber.REPLY_CODE);
    if (sameReply
        && event.number(EventNumber.REPLY_CODE)
            != detail.numbers[EventNumber.REPLY_CODE.ordinal()]) {
      return; // of an earlier command
    }
    boolean last = !goesOn && event.has(EventField.QUEUE_ID) && !event.has(EventField.DELIVERY_ID);
    if (event.has(EventField.TEXT) && detail.has(EventField.TEXT)) {
      joinTexts(event, detail);
    }
    for (EventField field : FIELDS) {
      if (detail.has(field) && !event.has(field)) {
        int i = field.ordinal();
        event.put(field, detail.bytes, detail.from[i], detail.to[i]);
      }
    }
    for (EventNumber number : NUMBERS) {
      if (detail.has(number) && !event.has(number)) {
        event.put(number, detail.numbers[number.ordinal()]);
      }
    }
    for (EventFlag flag : FLAGS) {
      if ((detail.flagBits & 1 << flag.ordinal()) != 0 && flag != EventFlag.TOLD_EARLIER) {
        event.flag(flag);
      }
    }
    if (event.stage() == null && detail.stage != null) {
      event.stage(detail.stage);
    }
    if (event.noticeKind() == null && detail.noticeKind != null) {
      event.noticeKind(detail.noticeKind);
    }
    if (last || sameReply) {
      detail.used = 0;
    }
  }

  // "Sender verify failed" and "Unrouteable address": both are told
  private void joinTexts(LogEvent event, Detail detail) {
    int t = EventField.TEXT.ordinal();
    int own = event.to(EventField.TEXT) - event.from(EventField.TEXT);
    int told = detail.to[t] - detail.from[t];
    int length = own + 2 + told;
    if (joined.length < length) {
      joined = new byte[length];
    }
    System.arraycopy(event.bytes(EventField.TEXT), event.from(EventField.TEXT), joined, 0, own);
    joined[own] = ':';
    joined[own + 1] = ' ';
    System.arraycopy(detail.bytes, detail.from[t], joined, own + 2, told);
    event.put(EventField.TEXT, joined, 0, length);
  }

  private static int slot(long key) {
    return (int) (key ^ key >>> 32) & SLOTS - 1;
  }

  private static long key(LogLine line, LogEvent event) {
    long hash = 1;
    for (int i = line.hostFrom; i < line.hostTo; i++) {
      hash = hash * 0x100000001B3L ^ line.bytes[i];
    }
    if (event.has(EventField.DELIVERY_ID)) {
      hash = mix(hash, event, EventField.DELIVERY_ID);
    } else if (event.has(EventField.QUEUE_ID)) {
      hash = mix(mix(hash, event, EventField.QUEUE_ID), event, EventField.RECIPIENT);
    } else {
      hash = mix(mix(hash, event, EventField.CLIENT_IP), event, EventField.SENDER);
    }
    return hash * 0x9E3779B97F4A7C15L;
  }

  private static long mix(long hash, LogEvent event, EventField field) {
    long h = hash * 31 + field.ordinal();
    if (event.has(field)) {
      byte[] b = event.bytes(field);
      for (int i = event.from(field), to = event.to(field); i < to; i++) {
        h = (h ^ b[i]) * 0x100000001B3L;
      }
    }
    return h;
  }

  private static final class Detail {
    long key;
    byte[] bytes = new byte[128];
    int used;
    final int[] from = new int[FIELDS.length];
    final int[] to = new int[FIELDS.length];
    final long[] numbers = new long[NUMBERS.length];
    int fieldBits;
    int numberBits;
    int flagBits;
    @Nullable SmtpStage stage;
    @Nullable NoticeKind noticeKind;

    boolean has(EventField field) {
      return (fieldBits & 1 << field.ordinal()) != 0;
    }

    boolean has(EventNumber number) {
      return (numberBits & 1 << number.ordinal()) != 0;
    }

    void set(long newKey, LogEvent event) {
      key = newKey;
      used = 0;
      fieldBits = 0;
      for (EventField field : FIELDS) {
        if (event.has(field)) {
          put(field, event);
        }
      }
      fieldBits = event.fieldBits();
      numberBits = event.numberBits();
      for (EventNumber number : NUMBERS) {
        numbers[number.ordinal()] = event.number(number);
      }
      flagBits = event.flagBits();
      stage = event.stage();
      noticeKind = event.noticeKind();
      if (event.type() == EventType.NOTICE && has(EventField.QUEUE_ID)) {
        // The notice, once it has an id of its own, is to name the message it is about.
        int own = EventField.QUEUE_ID.ordinal();
        int other = EventField.OTHER_QUEUE_ID.ordinal();
        from[other] = from[own];
        to[other] = to[own];
        fieldBits = 1 << other;
      }
    }

    private void put(EventField field, LogEvent event) {
      int length = Math.min(event.to(field) - event.from(field), LONGEST_TEXT);
      room(length);
      System.arraycopy(event.bytes(field), event.from(field), bytes, used, length);
      from[field.ordinal()] = used;
      to[field.ordinal()] = used += length;
    }

    // What is new is added; a text, moved to the end, grows.
    void append(LogEvent event) {
      for (EventField field : FIELDS) {
        if (event.has(field) && !has(field)) {
          put(field, event);
          fieldBits |= 1 << field.ordinal();
        } else if (event.has(field) && field == EventField.TEXT) {
          grow(event);
        }
      }
      for (EventNumber number : NUMBERS) {
        if (event.has(number) && !has(number)) {
          numbers[number.ordinal()] = event.number(number);
          numberBits |= 1 << number.ordinal();
        }
      }
      flagBits |= event.flagBits();
    }

    private void grow(LogEvent event) {
      int t = EventField.TEXT.ordinal();
      int told = to[t] - from[t];
      int more = event.to(EventField.TEXT) - event.from(EventField.TEXT);
      if (told + more > LONGEST_TEXT) {
        return;
      }
      room(told + 1 + more);
      System.arraycopy(bytes, from[t], bytes, used, told);
      bytes[used + told] = ' ';
      System.arraycopy(
          event.bytes(EventField.TEXT), event.from(EventField.TEXT), bytes, used + told + 1, more);
      from[t] = used;
      to[t] = used += told + 1 + more;
    }

    private void room(int length) {
      if (bytes.length - used < length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
      }
    }
  }
}
