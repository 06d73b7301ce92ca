package modori.bounce;

import modori.mail.EnhancedStatusCode;
import org.jspecify.annotations.Nullable;

/** Codes within the words of a server. */
final class ReplyText {
  private ReplyText() {}

  /** The first 4yz or 5yz that stands as a word (RFC 5321 section 4.2); 0 where none does. */
  static int replyCode(String text) {
    int at = replyStart(text);
    return at < 0
        ? 0
        : (text.charAt(at) - '0') * 100
            + (text.charAt(at + 1) - '0') * 10
            + text.charAt(at + 2)
            - '0';
  }

  /** Where that code starts; -1 where none stands. */
  static int replyStart(String text) {
    for (int i = 0; i + 3 <= text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '4' || c == '5')
          && text.charAt(i + 1) >= '0'
          && text.charAt(i + 1) <= '5'
          && isDigit(text.charAt(i + 2))
          && opens(text, i)
          && closes(text, i + 3)) {
        return i;
      }
    }
    return -1;
  }

  /** The code of a Status field, without what stands behind it. */
  static @Nullable String enhancedCode(@Nullable String status) {
    if (status == null) {
      return null;
    }
    return EnhancedStatusCode.firstIn(status).map(EnhancedStatusCode::toString).orElse(null);
  }

  private static boolean opens(String text, int at) {
    if (at == 0) {
      return true;
    }
    char before = text.charAt(at - 1);
    return before == ' '
        || before == ':' && !endsHost(text, at - 1)
        || "'\"(;\t#=<".indexOf(before) >= 0;
  }

  // mx.example.jp[192.0.2.1]:465 is a port.
  private static boolean endsHost(String text, int colon) {
    return colon > 0 && (text.charAt(colon - 1) == ']' || isDigit(text.charAt(colon - 1)));
  }

  private static boolean closes(String text, int at) {
    return at == text.length() || " -:,;)]'\"\t".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
