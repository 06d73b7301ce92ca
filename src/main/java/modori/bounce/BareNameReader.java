package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Notices of a provider about its own customers, by name alone: an indented name under a line that
 * speaks of recipients (AOL). The domain is the one that the notice comes from.
 */
final class BareNameReader implements ProseReader {
  @Override
  public List<RecipientDraft> read(NoticeText text, Hints hints) {
    List<RecipientDraft> found = new ArrayList<>();
    if (hints.fromDomain().isEmpty()) {
      return found;
    }
    boolean announced = false;
    for (String line : text.lines()) {
      if (line.isEmpty()) {
        continue;
      }
      if (announced && isName(line)) {
        found.add(new RecipientDraft(line.strip() + "@" + hints.fromDomain()));
      } else {
        announced =
            line.toLowerCase(Locale.ROOT).contains("recipient") || announced && endsOpen(line);
      }
    }
    for (RecipientDraft draft : found) {
      text.lines().forEach(draft::say);
    }
    return found;
  }

  private static boolean endsOpen(String line) {
    return line.endsWith(":") || Character.isLetter(line.charAt(line.length() - 1));
  }

  private static boolean isName(String line) {
    char first = line.charAt(0);
    String bare = line.strip();
    if (first != ' ' && first != '\t' || bare.length() < 2 || bare.length() > 64) {
      return false;
    }
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')
          && c != '.'
          && c != '_'
          && c != '-') {
        return false;
      }
    }
    return true;
  }
}
