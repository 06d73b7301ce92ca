package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices that name each recipient at the start of a line and say why beside or below it.
 *
 * <p>{@code <user@example.jp>: reason} (qmail's qmail-send.c, Postfix's bounce_notify_util.c,
 * Courier's dsn), an indented address with its reason indented deeper (Exim's deliver.c), {@code
 * user@example.jp on DATE} and the like (Exchange 5.5 to 365, Domino), bullets and lists.
 */
final class ParagraphReader implements ProseReader {
  private static final int MAX_RECIPIENTS = 1000;
  private static final Set<String> DATE_PREPOSITIONS =
      Set.of("am", "le", "el", "il", "em", "op", "den");

  @Override
  public List<RecipientDraft> read(NoticeText text, Hints hints) {
    List<RecipientDraft> strong = new ArrayList<>();
    List<RecipientDraft> weak = new ArrayList<>();
    RecipientDraft open = null;
    boolean strongSeen = false;
    int blanks = 0;
    String before = "";
    List<String> below = new ArrayList<>();
    for (String line : text.lines()) {
      if (line.isEmpty()) {
        blanks++;
        continue;
      }
      Head head = head(line, before);
      if (!weak.isEmpty()) {
        below.add(line);
      }
      if (head != null && (head.strong() || !hints.isOwn(head.address()))) {
        List<RecipientDraft> list = head.strong() ? strong : weak;
        open = draft(list, strong, weak, head.address());
        if (open == null) {
          break;
        }
        strongSeen |= head.strong();
        // KDDI's servers name the state of the account above the reply.
        open.headline = before.startsWith("The user(s) account is ") ? before : open.headline;
        open.say(head.rest());
        open.opensWithReply |= head.strong() && opensWithReply(head.rest());
        head.original(open);
        blanks = 0;
      } else if (open != null && continues(line, open, blanks, strongSeen)) {
        RecipientNote.add(open, line);
        blanks = 0;
      } else {
        open = blanks > 0 && open != null && !open.isSilent() ? null : open;
      }
      before = line;
    }
    List<RecipientDraft> found = strong.isEmpty() ? weak : strong;
    if (strong.isEmpty() && weak.size() == 1) {
      return List.of(only(weak.get(0), text, below));
    }
    return withoutServers(found);
  }

  // All that follows speaks of the only one (Gmail's technical details, Exchange's diagnostics);
  // some name the reply above it (MailMarshal, m-FILTER).
  private static RecipientDraft only(RecipientDraft draft, NoticeText text, List<String> below) {
    below.forEach(line -> RecipientNote.add(draft, line));
    if (ReplyText.replyStart(draft.diagnostic()) >= 0) {
      return draft;
    }
    for (String line : text.lines()) {
      if (ReplyText.replyStart(line) == 0) {
        RecipientDraft told = new RecipientDraft(draft.finalRecipient).say(line);
        told.originalRecipient = draft.originalRecipient;
        return told.say(draft.diagnostic());
      }
    }
    return draft;
  }

  private static @Nullable RecipientDraft draft(
      List<RecipientDraft> list,
      List<RecipientDraft> strong,
      List<RecipientDraft> weak,
      String address) {
    for (RecipientDraft draft : strong) {
      if (draft.isFor(address)) {
        return draft;
      }
    }
    if (list == weak) {
      for (RecipientDraft draft : weak) {
        if (draft.isFor(address)) {
          return draft;
        }
      }
    }
    if (list.size() >= MAX_RECIPIENTS) {
      return null;
    }
    RecipientDraft draft = new RecipientDraft(address);
    list.add(draft);
    return draft;
  }

  // A paragraph belongs to its recipient; a silent one takes the next paragraph too.
  private static boolean continues(
      String line, RecipientDraft open, int blanks, boolean strongSeen) {
    if (blanks == 0) {
      return true;
    }
    return open.isSilent() && (blanks <= 2 || !strongSeen) || line.startsWith("Remote host said");
  }

  private static List<RecipientDraft> withoutServers(List<RecipientDraft> found) {
    if (found.size() < 2) {
      return found;
    }
    List<RecipientDraft> people = new ArrayList<>();
    for (RecipientDraft draft : found) {
      if (!isRole(draft.finalRecipient)) {
        people.add(draft);
      }
    }
    return people.isEmpty() ? found : people;
  }

  private static boolean isRole(@Nullable String address) {
    if (address == null) {
      return false;
    }
    String lower = address.toLowerCase(Locale.ROOT);
    return lower.startsWith("postmaster@")
        || lower.startsWith("mailer-daemon@")
        || lower.startsWith("abuse@")
        || lower.startsWith("helpdesk@")
        || lower.startsWith("support@");
  }

  /**
   * A line that opens a recipient's paragraph.
   *
   * @param address the recipient
   * @param rest what the line says after it
   * @param strong whether the form alone proves a recipient
   */
  private record Head(String address, String rest, boolean strong) {
    // "(expanded from <a@b>)" of Postfix and Sendmail
    void original(RecipientDraft draft) {
      int at = rest.indexOf("(expanded from");
      if (at >= 0) {
        Addresses.Found found = Addresses.firstIn(rest, at);
        draft.originalRecipient = found == null ? draft.originalRecipient : found.address();
      }
    }
  }

  private static boolean opensWithReply(String rest) {
    return rest.length() > 3 && ReplyText.replyCode(rest.substring(0, 4)) != 0;
  }

  private static @Nullable Head head(String line, String before) {
    int start = 0;
    while (start < line.length() && " \t*-•·>o\u3000\"'".indexOf(line.charAt(start)) >= 0) {
      if (line.charAt(start) == 'o'
          && (start + 1 >= line.length() || line.charAt(start + 1) != ' ')) {
        break;
      }
      start++;
    }
    Addresses.Found found = Addresses.firstIn(line, start);
    if (found == null || found.start() > start) {
      return null;
    }
    Addresses.Found named = displayed(line, found);
    if (named != null) {
      found = named;
    }
    String rest = line.substring(found.end()).strip();
    // "user@example.jp": (GMX)
    rest = start > 0 && rest.startsWith("\":") ? rest.substring(1) : rest;
    boolean colon =
        rest.startsWith(":") || rest.startsWith("(expanded from") && rest.contains("):");
    if (colon) {
      return new Head(found.address(), afterColon(rest), true);
    }
    return isTail(rest) && !namesAnotherRole(before)
        ? new Head(found.address(), rest, false)
        : null;
  }

  // user@example.com <user@example.net>: an address as the display name of another
  private static Addresses.@Nullable Found displayed(String line, Addresses.Found first) {
    int next = first.end();
    while (next < line.length() && " \"'".indexOf(line.charAt(next)) >= 0) {
      next++;
    }
    if (next >= line.length() || line.charAt(next) != '<') {
      return null;
    }
    Addresses.Found second = Addresses.firstIn(line, next);
    return second != null
            && second.start() == next
            && second.end() > 0
            && line.charAt(second.end() - 1) == '>'
        ? second
        : null;
  }

  private static String afterColon(String rest) {
    return rest.startsWith(":") ? rest.substring(1).strip() : rest;
  }

  private static boolean isTail(String rest) {
    if (rest.isEmpty()) {
      return true;
    }
    char c = rest.charAt(0);
    return "([<\"',;>".indexOf(c) >= 0
        || rest.startsWith("...")
        || isDated(rest)
        || rest.startsWith("Invalid ")
        || rest.startsWith("ERROR")
        || rest.equals("because:");
  }

  // "on Tue, 24 Nov", "am Di, 24.11.", "le mar. 24/11": Exchange 5.5 to 2003 in several languages
  private static boolean isDated(String rest) {
    if (rest.startsWith("on ")) {
      return true;
    }
    int blank = rest.indexOf(' ');
    return blank > 0
        && DATE_PREPOSITIONS.contains(rest.substring(0, blank))
        && rest.substring(blank).chars().limit(20 - blank).anyMatch(Character::isDigit);
  }

  // "A message sent by", "please contact": the address below it is no recipient.
  private static boolean namesAnotherRole(String before) {
    String lower = before.toLowerCase(Locale.ROOT);
    return lower.endsWith("sent by")
        || lower.endsWith("sent by:")
        || lower.endsWith("from")
        || lower.endsWith("from:")
        || lower.endsWith("sender:")
        || lower.contains("contact")
        || lower.contains("assistance")
        || lower.endsWith("mail to")
        || lower.endsWith("write to");
  }
}
