package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Notices that name recipients and reasons by labels: {@code Error-for: user@example.jp} (LSMTP),
 * {@code Recipient: [SMTP:user@example.jp]} (MailEnable), {@code Undeliverable Address: …}, or by a
 * quoted dialogue {@code RCPT TO:<user@example.jp>} and its reply (InterScan, carriers).
 */
final class LabelReader implements ProseReader {
  private static final List<String> RECIPIENT_LABELS =
      List.of(
          "error-for",
          "recipient",
          "recipients",
          "undeliverable address",
          "intended recipient",
          "failed recipient",
          "failed address",
          "failed addresses",
          "undelivered to",
          "email address",
          "invalid final delivery userid",
          "address",
          "unable to deliver message to",
          "could not be delivered to",
          "did not reach the following recipient",
          "user's mailbox is full",
          "to address",
          "rcpt to",
          "empfänger",
          "destinataire",
          "destinatario",
          "destinatário",
          "ontvanger",
          "получатель",
          "адрес",
          "宛先",
          "送信先",
          "宛先アドレス",
          "受信者",
          "收件人",
          "收件者",
          "收件人地址",
          "받는 사람",
          "받는사람",
          "수신자");

  @Override
  public List<RecipientDraft> read(NoticeText text, Hints hints) {
    List<RecipientDraft> found = new ArrayList<>();
    RecipientDraft open = null;
    boolean own = false;
    for (String line : text.lines()) {
      if (line.isEmpty()) {
        continue;
      }
      String address = recipient(line);
      if (address != null && !hints.isOwn(address)) {
        RecipientDraft draft = null;
        for (RecipientDraft known : found) {
          draft = known.isFor(address) ? known : draft;
        }
        open = draft == null ? new RecipientDraft(address) : draft;
        if (draft == null) {
          found.add(open);
        }
        own = true;
      }
      if (open != null && own) {
        open.say(line.strip());
      }
    }
    return found;
  }

  private static @Nullable String recipient(String line) {
    int rcpt = indexOfIgnoreCase(line, "RCPT TO:");
    if (rcpt >= 0) {
      Addresses.Found found = Addresses.firstIn(line, rcpt + 8);
      return found == null ? null : found.address();
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      colon = line.indexOf('：');
    }
    if (colon < 2 || colon > 60) {
      return null;
    }
    String label = label(line, colon);
    Addresses.Found found = Addresses.firstIn(line, colon + 1);
    if (found == null) {
      return null;
    }
    boolean last = line.substring(found.end()).isBlank();
    boolean names = RECIPIENT_LABELS.contains(label) || endsWithLabel(label);
    return names || last && speaksOfFailing(label) ? found.address() : null;
  }

  // "User mailbox exceeds allowed size: a@b" (IMail), "User quota exceeded: SMTP <a@b>" (Netscape)
  private static boolean speaksOfFailing(String label) {
    return label.startsWith("unknown")
        || label.startsWith("invalid")
        || label.contains("exceed")
        || label.contains("quota")
        || label.contains("mailbox")
        || label.contains("fail")
        || label.contains("undeliver")
        || label.contains("not deliver")
        || label.contains("reject");
  }

  private static boolean endsWithLabel(String label) {
    return label.endsWith(" recipient")
        || label.endsWith("recipient address")
        || label.endsWith("delivered to");
  }

  private static String label(String line, int colon) {
    String label = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    int start = 0;
    while (start < label.length() && !Character.isLetter(label.charAt(start))) {
      start++;
    }
    String bare = label.substring(start).strip();
    return bare.endsWith("(s)") ? bare.substring(0, bare.length() - 3) : bare;
  }

  private static int indexOfIgnoreCase(String line, String word) {
    for (int i = 0; i + word.length() <= line.length(); i++) {
      if (line.regionMatches(true, i, word, 0, word.length())) {
        return i;
      }
    }
    return -1;
  }
}
