package modori.bounce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a delivery report (RFC 3464 section 2), also of broken ones: without blank lines
 * between its groups, with blank lines within them, or written into the text of the notice.
 */
final class DeliveryStatus {
  private static final int MAX_RECIPIENTS = 1000;

  final List<RecipientDraft> recipients = new ArrayList<>();
  @Nullable String reportingMta;
  @Nullable Instant arrivalDate;
  @Nullable String originalEnvelopeId;
  @Nullable String queueId;
  private @Nullable RecipientDraft open;
  private boolean openNamed;

  /** Reads a report; a text without one gives no recipients. */
  static DeliveryStatus read(String text) {
    DeliveryStatus status = new DeliveryStatus();
    int from = 0;
    String name = "";
    StringBuilder value = new StringBuilder();
    while (from <= text.length()) {
      int end = lineEnd(text, from);
      String line = text.substring(from, end);
      from = end + 1;
      if (line.isBlank()) {
        status.field(name, value);
        name = "";
        status.endGroup();
        continue;
      }
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (!name.isEmpty()) {
          value.append(' ').append(line.strip());
          continue;
        }
        line = line.strip();
      }
      int colon = line.indexOf(':');
      if (colon > 0 && colon < 40 && isName(line, colon)) {
        status.field(name, value);
        name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        value.setLength(0);
        value.append(line, colon + 1, line.length());
      } else if (!name.isEmpty()) {
        // A folded line that lost its indentation.
        value.append(' ').append(line.strip());
      }
    }
    status.field(name, value);
    status.endGroup();
    status.recipients.removeIf(
        draft -> draft.address() == null && draft.isSilent() && draft.status == null);
    return status;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static boolean isName(String line, int colon) {
    for (int i = 0; i < colon; i++) {
      char c = line.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')
          && c != '-'
          && c != '_') {
        return c == ' ' && line.substring(i, colon).isBlank();
      }
    }
    return true;
  }

  private void endGroup() {
    if (openNamed) {
      open = null;
      openNamed = false;
    }
  }

  private RecipientDraft group() {
    RecipientDraft draft = open;
    if (draft == null) {
      draft = new RecipientDraft(null);
      if (recipients.size() < MAX_RECIPIENTS) {
        recipients.add(draft);
      }
      open = draft;
      openNamed = false;
    }
    return draft;
  }

  private void field(String name, StringBuilder raw) {
    if (name.isEmpty()) {
      return;
    }
    String value = raw.toString().strip();
    switch (name) {
      case "reporting-mta" -> reportingMta = reportingMta == null ? host(value) : reportingMta;
      case "arrival-date" -> arrivalDate = MailDate.read(value);
      case "original-envelope-id" -> originalEnvelopeId = value;
      case "x-postfix-queue-id" -> queueId = value;
      case "final-recipient", "final_recipient" -> finalRecipient(value);
      case "original-recipient" -> originalRecipient(value);
      case "action" -> group().action = value.toLowerCase(Locale.ROOT);
      case "status" -> status(value);
      case "diagnostic-code", "diagnostic_code" -> diagnostic(value);
      // Exim (deliver.c) and Exchange write the human text into fields of their own.
      case "x-exim-diagnostic", "x-supplementary-info", "x-notes" -> group().say(value);
      case "remote-mta" -> group().remoteMta = host(value);
      case "last-attempt-date" -> group().lastAttempt = MailDate.read(value);
      case "will-retry-until" -> group().willRetryUntil = MailDate.read(value);
      // The envelope recipient before forwarding (Exim).
      case "x-actual-recipient" -> actualRecipient(value);
      default -> {
        // Other fields of RFC 3464 and private ones: nothing that a row holds.
      }
    }
  }

  private void status(String value) {
    RecipientDraft draft = group();
    if (draft.status == null || draft.status.isBlank()) {
      draft.status = value;
    }
  }

  private void finalRecipient(String value) {
    String address = address(value);
    if (open != null && open.finalRecipient != null && !open.isFor(address)) {
      open = null;
    }
    RecipientDraft draft = group();
    openNamed = true;
    if (draft.finalRecipient == null || address != null) {
      draft.finalRecipient = address;
    }
  }

  private void originalRecipient(String value) {
    if (open != null && open.originalRecipient != null && open.finalRecipient != null) {
      open = null;
    }
    RecipientDraft draft = group();
    openNamed = true;
    draft.originalRecipient = address(value);
  }

  private void actualRecipient(String value) {
    RecipientDraft draft = group();
    if (draft.finalRecipient == null || draft.finalRecipient.indexOf('@') < 0) {
      String address = address(value);
      draft.finalRecipient = address != null ? address : draft.finalRecipient;
    }
  }

  private void diagnostic(String value) {
    RecipientDraft draft = group();
    int semicolon = value.indexOf(';');
    String type = semicolon > 0 ? value.substring(0, semicolon).strip() : "";
    if (!type.isEmpty() && type.length() < 24 && type.indexOf(' ') < 0) {
      draft.diagnosticType = type.toLowerCase(Locale.ROOT);
      draft.say(value.substring(semicolon + 1));
    } else {
      draft.say(value);
    }
  }

  // "rfc822; user@example.jp", "LOCAL;<user>", "<user@example.jp>", "utf-8; …" (RFC 6533)
  static @Nullable String address(String value) {
    int semicolon = value.indexOf(';');
    boolean typed = semicolon >= 0 && semicolon < 24;
    String bare = (typed ? value.substring(semicolon + 1) : value).strip();
    if (typed && value.substring(0, semicolon).strip().equalsIgnoreCase("utf-8")) {
      bare = InternationalAddress.decode(bare);
    }
    String whole = token(bare);
    if (whole != null && InternationalAddress.isOne(whole)) {
      return whole;
    }
    Addresses.Found found = Addresses.firstIn(bare, 0);
    return found != null ? found.address() : whole;
  }

  // The first word, without brackets.
  private static @Nullable String token(String bare) {
    int start = bare.startsWith("<") ? 1 : 0;
    int end = start;
    while (end < bare.length() && "<>(); ,".indexOf(bare.charAt(end)) < 0) {
      end++;
    }
    return end > start ? bare.substring(start, end) : null;
  }

  // "dns; mx.example.jp (192.0.2.1, the server for the domain)"
  static @Nullable String host(String value) {
    int semicolon = value.indexOf(';');
    String bare = value.substring(semicolon + 1).strip();
    int end = 0;
    while (end < bare.length() && " (;,".indexOf(bare.charAt(end)) < 0) {
      end++;
    }
    return end == 0 ? null : bare.substring(0, end);
  }
}
