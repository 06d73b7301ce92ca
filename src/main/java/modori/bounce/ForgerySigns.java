package modori.bounce;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gathers the traits of a notice that genuine ones seldom have. */
@SuppressWarnings("ReferenceEquality") // A part is itself, not its equal.
final class ForgerySigns {
  private static final List<String> PROGRAMS =
      List.of(
          ".exe", ".scr", ".pif", ".bat", ".cmd", ".zip", ".vbs", ".iso", ".lnk", ".hta", ".jar");

  private ForgerySigns() {}

  static Set<ForgerySign> of(NoticeMessage message, boolean isReturned) {
    EnumSet<ForgerySign> signs = EnumSet.noneOf(ForgerySign.class);
    if (message.status == null) {
      signs.add(ForgerySign.NO_DSN_STRUCTURE);
      String words = String.join("\n", message.notice().lines());
      if (namesProgram(words)) {
        signs.add(ForgerySign.PROGRAM_ATTACHED);
      }
      if (words.contains("http://") || words.contains("https://")) {
        signs.add(ForgerySign.LINK);
      }
    }
    if (!isReturned) {
      signs.add(ForgerySign.NOTHING_RETURNED);
    }
    String path = message.header.first("return-path");
    String sender = path == null ? null : ReturnedMailReader.reversePath(path);
    if (sender != null && !sender.isEmpty()) {
      signs.add(ForgerySign.REVERSE_PATH_NOT_NULL);
    }
    for (Part part : message.parts) {
      String name = part == message.returned ? null : part.fileName();
      if (name != null && (namesProgram(name) || name.toLowerCase(Locale.ROOT).endsWith(".js"))) {
        signs.add(ForgerySign.PROGRAM_ATTACHED);
      }
    }
    return signs;
  }

  private static boolean namesProgram(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String suffix : PROGRAMS) {
      for (int at = lower.indexOf(suffix); at >= 0; at = lower.indexOf(suffix, at + 1)) {
        int end = at + suffix.length();
        if (end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end))) {
          return true;
        }
      }
    }
    return false;
  }
}
