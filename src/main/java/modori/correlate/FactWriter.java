package modori.correlate;

import java.util.Arrays;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * A growing array of facts: events packed one behind the other.
 *
 * <pre>
 *   head  length of the body (4), time in microseconds (8), file number (4), offset of the line (8)
 *   body  type, outcome, notice, stage (1 each, 0 for none), flags (2), numbers present (1),
 *         fields present (4), numbers (8 each), fields (length as varint, bytes)
 * </pre>
 *
 * Two facts are the same when time and body are the same, whatever file they were read from.
 */
final class FactWriter {
  static final int HEAD_BYTES = 24;
  private static final EventField[] FIELDS = EventField.values();
  private static final EventNumber[] NUMBERS = EventNumber.values();

  private byte[] bytes;
  private int length;

  FactWriter(int capacityBytes) {
    bytes = new byte[capacityBytes];
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  byte[] array() {
    return bytes;
  }

  /**
   * Adds what a line says; queue id and instance are left out, since the entry's key holds them.
   */
  void add(LogEvent event, long timeMicros, int fileNumber, long offset) {
    int fields =
        event.fieldBits()
            & ~(1 << EventField.QUEUE_ID.ordinal() | 1 << EventField.INSTANCE.ordinal());
    int most = HEAD_BYTES + 11 + 8 * NUMBERS.length;
    for (int bits = fields; bits != 0; bits &= bits - 1) {
      EventField field = FIELDS[Integer.numberOfTrailingZeros(bits)];
      most += 5 + event.to(field) - event.from(field);
    }
    ensure(most);
    int head = length;
    length = head + 4;
    putLong(timeMicros);
    putInt(fileNumber);
    putLong(offset);
    putByte(event.type().ordinal());
    putByte(ordinal(event.outcome()));
    putByte(ordinal(event.noticeKind()));
    putByte(ordinal(event.stage()));
    putByte(event.flagBits());
    putByte(event.flagBits() >> 8);
    putByte(event.numberBits());
    putInt(fields);
    for (int bits = event.numberBits(); bits != 0; bits &= bits - 1) {
      putLong(event.number(NUMBERS[Integer.numberOfTrailingZeros(bits)]));
    }
    for (int bits = fields; bits != 0; bits &= bits - 1) {
      EventField field = FIELDS[Integer.numberOfTrailingZeros(bits)];
      int from = event.from(field);
      int size = event.to(field) - from;
      putVarint(size);
      System.arraycopy(event.bytes(field), from, bytes, length, size);
      length += size;
    }
    int end = length;
    length = head;
    putInt(end - head - HEAD_BYTES);
    length = end;
  }

  /** Adds facts that were packed elsewhere. */
  void addAll(byte[] facts, int from, int to) {
    ensure(to - from);
    System.arraycopy(facts, from, bytes, length, to - from);
    length += to - from;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private static int ordinal(@Nullable Enum<?> value) {
    return value == null ? 0 : value.ordinal() + 1;
  }

  private void putByte(int value) {
    bytes[length++] = (byte) value;
  }

  private void putInt(int value) {
    putByte(value >> 24);
    putByte(value >> 16);
    putByte(value >> 8);
    putByte(value);
  }

  private void putLong(long value) {
    putInt((int) (value >> 32));
    putInt((int) value);
  }

  private void putVarint(int value) {
    int rest = value;
    while (rest >= 0x80) {
      putByte(rest | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }
}
