package modori.bounce;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Type field (RFC 2045 section 5).
 *
 * @param type lower case, for example {@code text/plain}
 * @param parameters the rest of the field as written
 */
record ContentType(String type, String parameters) {
  static final ContentType PLAIN = new ContentType("text/plain", "");

  /** Reads a field; what is no type is plain text. */
  static ContentType of(@Nullable String value) {
    if (value == null) {
      return PLAIN;
    }
    int end = 0;
    while (end < value.length() && ";, \t(".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    String type = value.substring(0, end).toLowerCase(Locale.ROOT);
    return type.indexOf('/') > 0 ? new ContentType(type, value.substring(end)) : PLAIN;
  }

  boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  /** A returned mail or its header, in any of the forms in use (RFC 3462, RFC 6532). */
  boolean isReturnedMail() {
    return switch (type) {
      case "message/rfc822",
          "text/rfc822-headers",
          "text/rfc822-header",
          "message/rfc822-headers",
          "message/global",
          "message/global-headers",
          "message/partial" ->
          true;
      default -> false;
    };
  }

  boolean isDeliveryStatus() {
    return type.equals("message/delivery-status")
        || type.equals("message/global-delivery-status")
        || type.equals("message/delivery_status")
        || type.equals("message/x-delivery-status");
  }

  /** The value of a parameter, without quotes; also of {@code name*} (RFC 2231). */
  @Nullable String parameter(String lowerCaseName) {
    int from = 0;
    int length = lowerCaseName.length();
    while (true) {
      int at = indexOfIgnoreCase(lowerCaseName, from);
      if (at < 0) {
        return null;
      }
      int next = at + length;
      if (next < parameters.length() && parameters.charAt(next) == '*') {
        next++;
      }
      while (next < parameters.length() && parameters.charAt(next) == ' ') {
        next++;
      }
      boolean starts = at == 0 || "; \t,\"".indexOf(parameters.charAt(at - 1)) >= 0;
      if (starts && next < parameters.length() && parameters.charAt(next) == '=') {
        return value(next + 1);
      }
      from = at + length;
    }
  }

  private int indexOfIgnoreCase(String name, int from) {
    for (int i = from; i <= parameters.length() - name.length(); i++) {
      if (parameters.regionMatches(true, i, name, 0, name.length())) {
        return i;
      }
    }
    return -1;
  }

  private String value(int from) {
    int start = from;
    while (start < parameters.length() && parameters.charAt(start) == ' ') {
      start++;
    }
    if (start < parameters.length() && parameters.charAt(start) == '"') {
      int end = parameters.indexOf('"', start + 1);
      return parameters.substring(start + 1, end < 0 ? parameters.length() : end);
    }
    int end = start;
    while (end < parameters.length() && "; \t".indexOf(parameters.charAt(end)) < 0) {
      end++;
    }
    return parameters.substring(start, end);
  }
}
