package modori.parse.ses;

import modori.parse.Ascii;
import modori.parse.LogLine;

/**
 * A notification as SNS posts it: an object with a line for each field, of which {@code Message}
 * holds the event (Amazon SNS developer guide, "parsing message formats").
 */
final class NotificationLines {
  private static final byte[] MESSAGE = Ascii.word("\"Message\" :");
  private static final byte[][] OTHERS = {
    Ascii.word("\"Type\" :"),
    Ascii.word("\"MessageId\" :"),
    Ascii.word("\"TopicArn\" :"),
    Ascii.word("\"Subject\" :"),
    Ascii.word("\"Timestamp\" :"),
    Ascii.word("\"SignatureVersion\" :"),
    Ascii.word("\"Signature\" :"),
    Ascii.word("\"SigningCertURL\" :"),
    Ascii.word("\"UnsubscribeURL\" :"),
    Ascii.word("\"MessageAttributes\" :")
  };

  private NotificationLines() {}

  static boolean isMessage(LogLine line) {
    return Ascii.startsWith(line.bytes, start(line), line.to, MESSAGE);
  }

  static boolean isOther(LogLine line) {
    int from = start(line);
    for (byte[] other : OTHERS) {
      if (Ascii.startsWith(line.bytes, from, line.to, other)) {
        return true;
      }
    }
    return false;
  }

  /** A brace alone: it says no more than an empty line. */
  static boolean isBrace(LogLine line) {
    int from = start(line);
    return line.to - from == 1 && (line.bytes[from] == '{' || line.bytes[from] == '}');
  }

  /** The line of the message as an object of its own. */
  static byte[] object(LogLine line) {
    int from = start(line);
    int to = line.bytes[line.to - 1] == ',' ? line.to - 1 : line.to;
    byte[] object = new byte[to - from + 2];
    object[0] = '{';
    System.arraycopy(line.bytes, from, object, 1, to - from);
    object[object.length - 1] = '}';
    return object;
  }

  private static int start(LogLine line) {
    int at = line.from;
    while (at < line.to && line.bytes[at] == ' ') {
      at++;
    }
    return at;
  }
}
