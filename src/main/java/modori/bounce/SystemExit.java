package modori.bounce;

/** What the exit status of a delivery program means (sysexits.h, in the words of Sendmail). */
final class SystemExit {
  private SystemExit() {}

  /**
   * The words for a Diagnostic-Code of type x-unix that is a number (Sendmail's savemail.c);
   * anything else is given back.
   */
  static String words(String diagnostic) {
    int status = number(diagnostic);
    return switch (status) {
      case -1 -> diagnostic;
      case 65 -> "Data format error";
      case 67 -> "User unknown";
      case 68 -> "Host unknown";
      case 71 -> "Operating system error";
      case 72 -> "System file missing";
      case 73 -> "Can't create output";
      case 74 -> "I/O error";
      case 76 -> "Remote protocol error";
      case 77 -> "Insufficient permission";
      case 78 -> "Local configuration error";
      default -> "unknown mailer error " + status;
    };
  }

  private static int number(String text) {
    String bare = text.strip();
    if (bare.isEmpty() || bare.length() > 3) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
