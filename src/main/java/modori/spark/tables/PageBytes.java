package modori.spark.tables;

import java.util.Arrays;

/** A growing array of bytes; numbers are written with their lowest byte first, as in Parquet. */
final class PageBytes {
  private byte[] bytes;
  private int length;

  PageBytes(int capacityBytes) {
    bytes = new byte[capacityBytes];
  }

  int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  void clear() {
    length = 0;
  }

  void putByte(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  void putInt(int value) {
    ensure(4);
    int at = length;
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >> 8);
    bytes[at + 2] = (byte) (value >> 16);
    bytes[at + 3] = (byte) (value >> 24);
    length = at + 4;
  }

  void putLong(long value) {
    putInt((int) value);
    putInt((int) (value >> 32));
  }

  void putBytes(byte[] from, int start, int count) {
    ensure(count);
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  /** Writes an int at an earlier place. */
  void setInt(int at, int value) {
    int end = length;
    length = at;
    putInt(value);
    length = end;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
