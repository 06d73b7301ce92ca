package modori.correlate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/** One packed fact, read where it lies: see {@link FactWriter} for the layout. */
final class Fact implements Comparable<Fact> {
  private static final EventType[] TYPES = EventType.values();
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final NoticeKind[] NOTICES = NoticeKind.values();
  private static final SmtpStage[] STAGES = SmtpStage.values();

  private final byte[] bytes;
  private final int head;
  private final int body;
  private final int end;
  private final long timeMicros;
  private final EventType type;
  private final int numbers;
  private final int fields;

  Fact(byte[] bytes, int head) {
    this.bytes = bytes;
    this.head = head;
    this.body = head + FactWriter.HEAD_BYTES;
    this.end = body + intAt(head);
    this.timeMicros = longAt(head + 4);
    this.type = TYPES[bytes[body]];
    this.numbers = bytes[body + 6] & 0xFF;
    this.fields = intAt(body + 7);
  }

  /** Where the fact ends and the next begins. */
  int end() {
    return end;
  }

  long timeMicros() {
    return timeMicros;
  }

  int fileNumber() {
    return intAt(head + 12);
  }

  long offset() {
    return longAt(head + 16);
  }

  EventType type() {
    return type;
  }

  @Nullable Outcome outcome() {
    int ordinal = bytes[body + 1];
    return ordinal == 0 ? null : OUTCOMES[ordinal - 1];
  }

  @Nullable NoticeKind noticeKind() {
    int ordinal = bytes[body + 2];
    return ordinal == 0 ? null : NOTICES[ordinal - 1];
  }

  @Nullable SmtpStage stage() {
    int ordinal = bytes[body + 3];
    return ordinal == 0 ? null : STAGES[ordinal - 1];
  }

  boolean has(EventFlag flag) {
    int flags = bytes[body + 4] & 0xFF | (bytes[body + 5] & 0xFF) << 8;
    return (flags & 1 << flag.ordinal()) != 0;
  }

  /** The number, or -1 where the fact has none. */
  long number(EventNumber number) {
    if ((numbers & 1 << number.ordinal()) == 0) {
      return -1;
    }
    return longAt(body + 11 + 8 * Integer.bitCount(numbers & (1 << number.ordinal()) - 1));
  }

  boolean has(EventField field) {
    return (fields & 1 << field.ordinal()) != 0;
  }

  /** The text as UTF-8, or null where the fact has no such field. */
  @Nullable String text(EventField field) {
    if ((fields & 1 << field.ordinal()) == 0) {
      return null;
    }
    int at = body + 11 + 8 * Integer.bitCount(numbers);
    for (int bits = fields & (1 << field.ordinal()) - 1; bits != 0; bits &= bits - 1) {
      at = afterField(at);
    }
    int size = varintAt(at);
    int start = afterVarint(at);
    return switch (field) {
      case CLIENT_NAME,
          CLIENT_IP,
          HELO,
          RELAY_HOST,
          RELAY_IP,
          MAILER,
          ENHANCED_CODE,
          TLS_VERSION,
          TLS_CIPHER ->
          KnownTexts.of(bytes, start, size);
      case QUEUE_ID,
          INSTANCE,
          OTHER_QUEUE_ID,
          MESSAGE_ID,
          SENDER,
          RECIPIENT,
          ORIGINAL_RECIPIENT,
          AUTH_USER,
          TEXT,
          DELIVERY_ID,
          ACCOUNT ->
          new String(bytes, start, size, StandardCharsets.UTF_8);
    };
  }

  void copyTo(FactWriter facts) {
    facts.addAll(bytes, head, end);
  }

  /** Same time and same body. */
  boolean sameAs(Fact other) {
    return timeMicros == other.timeMicros
        && Arrays.equals(bytes, body, end, other.bytes, other.body, other.end);
  }

  /**
   * By time, then by what happens first within one instant, then by content: never by file or
   * offset.
   */
  @Override
  public int compareTo(Fact other) {
    int byTime = Long.compare(timeMicros, other.timeMicros);
    if (byTime != 0) {
      return byTime;
    }
    int byType = Byte.compare(bytes[body], other.bytes[other.body]);
    if (byType != 0) {
      return byType;
    }
    int byOutcome = Integer.compare(rank(outcome()), rank(other.outcome()));
    return byOutcome != 0
        ? byOutcome
        : Arrays.compareUnsigned(bytes, body, end, other.bytes, other.body, other.end);
  }

  // Within one second a recipient is put off before it is settled.
  private static int rank(@Nullable Outcome outcome) {
    return outcome == Outcome.DEFERRED ? 0 : outcome == null ? 1 : 2 + outcome.ordinal();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fact fact && sameAs(fact);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(timeMicros);
  }

  private int afterField(int at) {
    return afterVarint(at) + varintAt(at);
  }

  private int varintAt(int at) {
    int value = 0;
    int shift = 0;
    int i = at;
    for (; bytes[i] < 0; i++, shift += 7) {
      value |= (bytes[i] & 0x7F) << shift;
    }
    return value | bytes[i] << shift;
  }

  private int afterVarint(int at) {
    int i = at;
    while (bytes[i] < 0) {
      i++;
    }
    return i + 1;
  }

  private int intAt(int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | bytes[at + 3] & 0xFF;
  }

  private long longAt(int at) {
    return (long) intAt(at) << 32 | intAt(at + 4) & 0xFFFFFFFFL;
  }
}
