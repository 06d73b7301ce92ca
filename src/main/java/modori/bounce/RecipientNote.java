package modori.bounce;

import java.util.Locale;

/** Lines below a recipient that are not its reason but a fact about it. */
final class RecipientNote {
  private RecipientNote() {}

  /** Adds a line to what is said of a recipient, or keeps the fact that it states. */
  static void add(RecipientDraft draft, String line) {
    String bare = line.strip();
    String lower = bare.toLowerCase(Locale.ROOT);
    // "(reason: 550 …)", "(expanded from: <a@b>)" of Sendmail; "(ultimately generated from a@b)" of
    // Exim (deliver.c)
    if (lower.startsWith("(reason:")) {
      int end = bare.endsWith(")") ? bare.length() - 1 : bare.length();
      draft.say(bare.substring(8, end));
    } else if (lower.startsWith("(expanded from")
        || lower.startsWith("(generated from")
        || lower.startsWith("(ultimately generated from")) {
      Addresses.Found found = Addresses.firstIn(bare, 0);
      if (found != null) {
        draft.originalRecipient = found.address();
      }
    } else {
      draft.say(bare);
    }
  }
}
