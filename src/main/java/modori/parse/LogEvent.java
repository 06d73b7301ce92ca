package modori.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one line says: a type, slices of text, numbers and flags. One object is filled again for
 * every line; its slices point into the line and die with it.
 */
public final class LogEvent {
  private static final int FIELDS = EventField.values().length;
  private static final byte[] NOTHING = new byte[0];

  private EventType type = EventType.ARRIVAL;
  private @Nullable Outcome outcome;
  private @Nullable NoticeKind noticeKind;
  private @Nullable SmtpStage stage;
  private int flags;
  private int fieldsPresent;
  private int numbersPresent;
  private final byte[][] bytes = new byte[FIELDS][];
  private final int[] from = new int[FIELDS];
  private final int[] to = new int[FIELDS];
  private final long[] numbers = new long[EventNumber.values().length];
  private byte[] kept = NOTHING;

  /** An event that says nothing yet. */
  public LogEvent() {
    Arrays.fill(bytes, NOTHING);
  }

  /** Forgets the last line and begins an event of this type. */
  public LogEvent begin(EventType newType) {
    type = newType;
    outcome = null;
    noticeKind = null;
    stage = null;
    flags = 0;
    fieldsPresent = 0;
    numbersPresent = 0;
    return this;
  }

  /** Says what another event says; its slices are copied and outlive the line. */
  public LogEvent copy(LogEvent other) {
    begin(other.type);
    outcome = other.outcome;
    noticeKind = other.noticeKind;
    stage = other.stage;
    flags = other.flags;
    numbersPresent = other.numbersPresent;
    System.arraycopy(other.numbers, 0, numbers, 0, numbers.length);
    int length = 0;
    for (int bits = other.fieldsPresent; bits != 0; bits &= bits - 1) {
      int i = Integer.numberOfTrailingZeros(bits);
      length += other.to[i] - other.from[i];
    }
    if (kept.length < length) {
      kept = new byte[Math.max(length, 2 * kept.length)];
    }
    int used = 0;
    for (int bits = other.fieldsPresent; bits != 0; bits &= bits - 1) {
      int i = Integer.numberOfTrailingZeros(bits);
      int size = other.to[i] - other.from[i];
      System.arraycopy(other.bytes[i], other.from[i], kept, used, size);
      bytes[i] = kept;
      from[i] = used;
      to[i] = used += size;
    }
    fieldsPresent = other.fieldsPresent;
    return this;
  }

  /** Changes the type and keeps all that was said. */
  public LogEvent retype(EventType newType) {
    type = newType;
    return this;
  }

  /** Sets the outcome of an attempt or refusal. */
  public LogEvent outcome(Outcome value) {
    outcome = value;
    return this;
  }

  /** Sets which notice was made. */
  public LogEvent noticeKind(NoticeKind value) {
    noticeKind = value;
    return this;
  }

  /** Sets the command that was answered. */
  public LogEvent stage(SmtpStage value) {
    stage = value;
    return this;
  }

  /** Raises a flag. */
  public LogEvent flag(EventFlag flag) {
    flags |= 1 << flag.ordinal();
    return this;
  }

  /** Sets a field to a slice of the array; {@code to} is exclusive. */
  public LogEvent put(EventField field, byte[] array, int sliceFrom, int sliceTo) {
    int i = field.ordinal();
    bytes[i] = array;
    from[i] = sliceFrom;
    to[i] = Math.max(sliceFrom, sliceTo);
    fieldsPresent |= 1 << i;
    return this;
  }

  /** Sets a field to a text of our own making. */
  public LogEvent put(EventField field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return put(field, utf8, 0, utf8.length);
  }

  /** Sets a number. */
  public LogEvent put(EventNumber number, long value) {
    numbers[number.ordinal()] = value;
    numbersPresent |= 1 << number.ordinal();
    return this;
  }

  /** What the line says. */
  public EventType type() {
    return type;
  }

  /** How the attempt ended; null for other events. */
  public @Nullable Outcome outcome() {
    return outcome;
  }

  /** Which notice was made; null for other events. */
  public @Nullable NoticeKind noticeKind() {
    return noticeKind;
  }

  /** The command that was answered; null where the line does not tell. */
  public @Nullable SmtpStage stage() {
    return stage;
  }

  /** Whether the flag is raised. */
  public boolean has(EventFlag flag) {
    return (flags & 1 << flag.ordinal()) != 0;
  }

  /** Whether the field is there, be it empty. */
  public boolean has(EventField field) {
    return (fieldsPresent & 1 << field.ordinal()) != 0;
  }

  /** Whether the number is there. */
  public boolean has(EventNumber number) {
    return (numbersPresent & 1 << number.ordinal()) != 0;
  }

  /** The array that a field's slice lies in. */
  public byte[] bytes(EventField field) {
    return bytes[field.ordinal()];
  }

  /** Where a field's slice begins. */
  public int from(EventField field) {
    return from[field.ordinal()];
  }

  /** Where a field's slice ends, exclusive. */
  public int to(EventField field) {
    return to[field.ordinal()];
  }

  /** A number; only where it is there. */
  public long number(EventNumber number) {
    return numbers[number.ordinal()];
  }

  /**
   * A field's text, decoded as UTF-8; null where the field is absent. For rows and tests, not per
   * line.
   */
  public @Nullable String text(EventField field) {
    if (!has(field)) {
      return null;
    }
    int i = field.ordinal();
    return new String(bytes[i], from[i], to[i] - from[i], StandardCharsets.UTF_8);
  }

  /** All flags as bits, by {@link EventFlag#ordinal()}. */
  public int flagBits() {
    return flags;
  }

  /** The fields present as bits, by {@link EventField#ordinal()}. */
  public int fieldBits() {
    return fieldsPresent;
  }

  /** The numbers present as bits, by {@link EventNumber#ordinal()}. */
  public int numberBits() {
    return numbersPresent;
  }
}
