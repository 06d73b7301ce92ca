package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Notices in the manner of Sendmail (savemail.c): a list of addresses under a ruled heading, then a
 * transcript of the dialogue. Many gateways imitate it; MDaemon draws its arrows otherwise.
 */
final class TranscriptReader implements ProseReader {

  @Override
  public List<RecipientDraft> read(NoticeText text, Hints hints) {
    List<RecipientDraft> found = new ArrayList<>();
    Section section = Section.NONE;
    RecipientDraft open = null;
    boolean filled = false;
    Dialogue dialogue = null;
    for (String line : text.lines()) {
      if (isRuled(line)) {
        Section next = section(line);
        section = next == Section.NONE && section == Section.ADDRESSES && !filled ? section : next;
        if (next == Section.ADDRESSES) {
          filled = false;
        }
        open = null;
        continue;
      }
      switch (section) {
        case NONE -> {}
        case ADDRESSES -> {
          if (line.isEmpty()) {
            open = null;
            continue;
          }
          RecipientDraft draft = address(line, open, found, !filled || open != null);
          filled |= draft != null;
          if (draft != null) {
            open = draft;
          }
        }
        case TRANSCRIPT -> {
          dialogue = dialogue == null ? new Dialogue(found) : dialogue;
          dialogue.line(line);
        }
      }
    }
    if (dialogue != null) {
      dialogue.end();
    }
    return found;
  }

  private enum Section {
    NONE,
    ADDRESSES,
    TRANSCRIPT
  }

  private static boolean isRuled(String line) {
    String bare = line.stripLeading();
    return bare.startsWith("---") && bare.length() > 10 && bare.length() < 100;
  }

  private static Section section(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    if (lower.contains("transcript") || lower.contains("non-delivered information")) {
      return Section.TRANSCRIPT;
    }
    return lower.contains("following address")
            || lower.contains("following recipient")
            || lower.contains("failed address")
            || lower.contains("failed recipient")
        ? Section.ADDRESSES
        : Section.NONE;
  }

  private static @Nullable RecipientDraft address(
      String line, @Nullable RecipientDraft open, List<RecipientDraft> found, boolean namesToo) {
    String bare = line.strip();
    if (open != null && (bare.startsWith("(") || Octets.blank((byte) line.charAt(0)))) {
      Addresses.Found inside = bare.startsWith("(") ? null : Addresses.firstIn(bare, 0);
      if (inside == null || inside.start() > 0) {
        RecipientNote.add(open, bare);
        return open;
      }
    }
    Addresses.Found address = Addresses.firstIn(bare, 0);
    if (address == null) {
      // "aaa12345" or "|/usr/bin/procmail": a local recipient without a domain
      return namesToo ? localRecipient(bare, found) : null;
    }
    RecipientDraft draft = of(address.address(), found);
    String rest = bare.substring(address.end()).strip();
    if (bare.startsWith("[")) {
      draft.say(bare);
    } else if (!rest.isEmpty() && Addresses.firstIn(rest, 0) == null || rest.startsWith("(")) {
      draft.say(rest);
    }
    return draft;
  }

  private static @Nullable RecipientDraft localRecipient(String bare, List<RecipientDraft> found) {
    boolean name = !bare.isEmpty() && bare.length() < 200;
    if (!name || bare.indexOf(' ') >= 0 && !bare.startsWith("\"|") && !bare.startsWith("|")) {
      return null;
    }
    return of(
        bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare,
        found);
  }

  /**
   * The dialogue: {@code >>> RCPT To:<a@b>} opens what the other side says of a@b, {@code 550 5.1.1
   * <a@b>... User unknown} names its recipient and ends what stands above it.
   */
  private static final class Dialogue {
    private final List<RecipientDraft> found;
    private final boolean listed;
    private final List<String> pending = new ArrayList<>();
    private @Nullable RecipientDraft asked;
    private @Nullable String askedAddress;
    private @Nullable RecipientDraft last;
    private boolean arrows;

    Dialogue(List<RecipientDraft> found) {
      this.found = found;
      this.listed = !found.isEmpty();
      this.last = found.size() == 1 ? found.get(0) : null;
    }

    void line(String line) {
      String bare = line.strip();
      if (bare.isEmpty()
          || NoticeText.isSummary(bare)
          || bare.regionMatches(true, bare.startsWith("... ") ? 4 : 0, "while talking to", 0, 16)) {
        return;
      }
      Addresses.Found address = Addresses.firstIn(bare, 0);
      if (bare.startsWith("-->")) {
        arrows = true;
        pending.clear();
      }
      // What is not refused in MDaemon's session is no cause.
      if (arrows && !bare.startsWith("-->") && !startsWithReply(withoutArrow(bare))) {
        return;
      }
      if (bare.startsWith(">>>") || bare.startsWith("-->")) {
        boolean rcpt = bare.regionMatches(true, 4, "rcpt", 0, 4);
        asked = rcpt && address != null ? known(address.address(), found) : null;
        askedAddress = rcpt && address != null ? address.address() : null;
        return;
      }
      // Sendmail 5 lists no addresses: a refused RCPT names its recipient.
      String refused = askedAddress;
      if (!listed && asked == null && refused != null && startsWithReply(withoutArrow(bare))) {
        asked = of(refused, found);
      }
      RecipientDraft named = address == null ? null : known(address.address(), found);
      boolean names = address != null && (startsWithReply(bare) || address.start() == 0);
      if (address != null && named == null && names && !listed) {
        named = of(address.address(), found);
      }
      if (named != null) {
        pending.forEach(named::say);
        pending.clear();
        named.say(arrows ? withoutArrow(bare) : bare);
        named.opensWithReply |= arrows;
        last = named;
        asked = null;
      } else if (asked != null) {
        asked.say(arrows ? withoutArrow(bare) : bare);
        asked.opensWithReply |= arrows;
      } else if (!names) {
        pending.add(bare);
      }
    }

    // What names nobody belongs to the recipient above it.
    void end() {
      RecipientDraft open = last != null ? last : found.isEmpty() ? null : found.get(0);
      if (open != null) {
        pending.forEach(open::say);
      }
    }
  }

  // "<<< 550" (Sendmail), "<-- 550" (MDaemon's session transcripts)
  private static String withoutArrow(String bare) {
    return bare.startsWith("<<< ") || bare.startsWith("<-- ") ? bare.substring(4) : bare;
  }

  private static boolean startsWithReply(String bare) {
    return bare.length() > 4
        && (bare.charAt(0) == '5' || bare.charAt(0) == '4')
        && Character.isDigit(bare.charAt(1))
        && Character.isDigit(bare.charAt(2));
  }

  private static @Nullable RecipientDraft known(String address, List<RecipientDraft> found) {
    for (RecipientDraft draft : found) {
      if (draft.isFor(address)) {
        return draft;
      }
    }
    return null;
  }

  private static RecipientDraft of(String address, List<RecipientDraft> found) {
    RecipientDraft draft = known(address, found);
    if (draft == null) {
      draft = new RecipientDraft(address);
      if (found.size() < 1000) {
        found.add(draft);
      }
    }
    return draft;
  }
}
