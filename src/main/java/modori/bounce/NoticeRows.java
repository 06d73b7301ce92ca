package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the rows of one message: structure first, prose second. */
final class NoticeRows {
  private final NoticeMessage message;
  private final ReasonFinder reasons;
  private final RowMaker maker;

  NoticeRows(String sourceFile, NoticeMessage message, ReasonFinder reasons) {
    this.message = message;
    this.reasons = reasons;
    this.maker = new RowMaker(sourceFile, message, reasons);
  }

  List<BounceNotice> read() {
    Part feedback = message.feedback;
    if (feedback != null) {
      maker.readReturned(null);
      complaint(NoticeMessage.lines(feedback.text(NoticeMessage.MAX_TEXT_BYTES)));
      return maker.rows;
    }
    Part report = message.status;
    if (report != null) {
      report(DeliveryStatus.read(NoticeMessage.lines(report.text(NoticeMessage.MAX_REPORT_BYTES))));
      if (!maker.rows.isEmpty()) {
        return maker.rows;
      }
    }
    SesEvent event = SesEvent.read(message.text());
    if (event != null) {
      event(event);
    } else {
      prose();
    }
    return maker.rows;
  }

  private void report(DeliveryStatus read) {
    if (read.recipients.isEmpty()) {
      return;
    }
    maker.status = read;
    maker.reportingMta = read.reportingMta;
    maker.readReturned(read.queueId);
    int count = read.recipients.size();
    List<RecipientDraft> prose = null;
    for (RecipientDraft draft : read.recipients) {
      if (count > 1 && (draft.address() == null || isTold(draft))) {
        continue;
      }
      boolean nameless = isNoMailbox(draft.address());
      if (prose == null && (nameless || needsProse(draft))) {
        prose = ProseReaders.read(message.notice(), hints());
      }
      if (nameless && prose != null && !prose.isEmpty()) {
        draft.finalRecipient = prose.get(0).finalRecipient;
      }
      RecipientDraft told = prose == null ? null : told(draft, prose, count);
      NoticeKind kind = isChallenge(draft) ? NoticeKind.CHALLENGE : kind(draft);
      maker.add(kind, draft, told, prose != null && count == 1 ? message.notice().joined() : "");
    }
  }

  // A report that names a recipient twice is one row.
  private boolean isTold(RecipientDraft draft) {
    for (BounceNotice row : maker.rows) {
      String action = draft.action;
      if (draft.isFor(row.recipient().finalRecipient())
          && (action == null || action.equals(row.recipient().action()))) {
        return true;
      }
    }
    return false;
  }

  // A policy refusal by somebody who asks the sender to click (X.7.z, RFC 3463 section 3.8).
  private boolean isChallenge(RecipientDraft draft) {
    String code = ReplyText.enhancedCode(draft.status);
    return code != null && code.startsWith(".7.", 1) && message.clues().isChallenge();
  }

  // "@mx.example.org" is a route, no mailbox.
  private static boolean isNoMailbox(@Nullable String address) {
    return address == null || address.startsWith("@");
  }

  // A report that names its cause needs no second look, at the prose.
  private boolean needsProse(RecipientDraft draft) {
    if (draft.isSilent() || draft.action == null || draft.actionIs("delay")) {
      return true;
    }
    if (draft.diagnosticType != null && draft.diagnosticType.equals("x-unix")) {
      return true;
    }
    return !reasons.isNamed(draft);
  }

  private static @Nullable RecipientDraft told(
      RecipientDraft draft, List<RecipientDraft> prose, int count) {
    for (RecipientDraft told : prose) {
      if (told.isFor(draft.finalRecipient) || told.isFor(draft.originalRecipient)) {
        return told;
      }
    }
    return prose.size() == 1 && count == 1 ? prose.get(0) : null;
  }

  private NoticeKind kind(RecipientDraft draft) {
    String code = ReplyText.enhancedCode(draft.status);
    if (draft.actionIs("fail")) {
      return NoticeKind.BOUNCE;
    }
    if (draft.actionIs("delay")) {
      // "Delivery time expired" (RFC 3463 section 3.5, X.4.7) is the end, whatever the action says.
      boolean expired = code != null && code.endsWith(".4.7") && draft.willRetryUntil == null;
      return expired ? NoticeKind.BOUNCE : NoticeKind.DELAY;
    }
    if (draft.actionIs("deliver") || draft.actionIs("relay") || draft.actionIs("expand")) {
      return NoticeKind.SUCCESS;
    }
    if (code != null && code.startsWith("2")) {
      return NoticeKind.SUCCESS;
    }
    boolean lasting = code == null || code.startsWith("4");
    return lasting && message.clues().isDelay() ? NoticeKind.DELAY : NoticeKind.BOUNCE;
  }

  private void complaint(String report) {
    List<String> addresses = new ArrayList<>();
    for (String line : report.split("\n", 200)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("original-rcpt-to:")
          || lower.startsWith("removal-recipient:")
          || lower.startsWith("redacted-address:")) {
        Addresses.Found found = Addresses.firstIn(line, 0);
        if (found != null && !addresses.contains(found.address())) {
          addresses.add(found.address());
        }
      } else if (lower.startsWith("reporting-mta:")) {
        maker.reportingMta = DeliveryStatus.host(line.substring(14));
      }
    }
    addComplaints(addresses);
  }

  private void addComplaints(List<String> addresses) {
    List<String> named = addresses.isEmpty() ? maker.returned.recipients() : addresses;
    for (String address : named) {
      maker.add(NoticeKind.COMPLAINT, address);
    }
    if (named.isEmpty()) {
      maker.add(NoticeKind.COMPLAINT, null);
    }
  }

  private void event(SesEvent event) {
    maker.reportingMta = event.reportingMta;
    maker.returned =
        new ReturnedMail(event.messageId, event.source, List.of(), List.of(), List.of());
    for (RecipientDraft draft : event.recipients) {
      maker.add(event.kind(), draft, null, "");
    }
    if (maker.rows.isEmpty()) {
      maker.add(event.kind(), null);
    }
  }

  private void prose() {
    maker.readReturned(null);
    HeaderBlock below = maker.returnedHeader;
    if (below != null && below.has("x-hmxmroriginalrecipient")) {
      // Microsoft's junk mail reports send the mail itself, without a report.
      String original = below.first("x-hmxmroriginalrecipient");
      addComplaints(original == null ? List.of() : Addresses.allIn(original));
      return;
    }
    NoticeClues clues = message.clues();
    Part disposition = message.disposition;
    if (disposition != null && !rejects(disposition)) {
      maker.add(NoticeKind.MDN, recipientOf(disposition));
    } else if (clues.isChallenge()) {
      maker.add(NoticeKind.CHALLENGE, sender());
    } else if (disposition == null && isAnswer(clues)) {
      maker.add(NoticeKind.AUTO_REPLY, sender());
    } else if (disposition == null && (!clues.isFailure() || passesOn(clues))) {
      boolean report = message.status != null;
      maker.add(
          report ? NoticeKind.UNPARSABLE : NoticeKind.NOT_A_NOTICE,
          new RecipientDraft(null),
          null,
          "");
    } else {
      failures(clues.isDelay() ? NoticeKind.DELAY : NoticeKind.BOUNCE);
    }
  }

  // What a person passes on was looked at by itself and is no notice.
  private boolean passesOn(NoticeClues clues) {
    return message.isForward() && !clues.hasNullReversePath() && maker.returnedHeader != null;
  }

  private boolean isAnswer(NoticeClues clues) {
    if (!clues.isAnswer() || clues.fromSystem() || message.header.has("x-failed-recipients")) {
      return false;
    }
    return !clues.isFailure() || clues.isNamedAnswer() && !clues.speaksOfFailure();
  }

  private void failures(NoticeKind kind) {
    NoticeText notice = message.notice();
    DeliveryStatus embedded = embedded(message.text());
    if (embedded != null) {
      report(embedded);
      return;
    }
    List<RecipientDraft> found = ProseReaders.read(notice, hints());
    if (found.isEmpty()) {
      String html = message.text("text/html");
      found = html.isBlank() ? found : ProseReaders.read(NoticeText.of(html), hints());
    }
    if (found.isEmpty()) {
      found = List.of(returnedRecipient());
    }
    String whole = notice.joined();
    for (RecipientDraft draft : found) {
      maker.add(kind, draft, null, found.size() == 1 || draft.isSilent() ? whole : "");
    }
  }

  // The fields of a report written into the words of the notice.
  private static @Nullable DeliveryStatus embedded(String text) {
    int at = text.indexOf("Final-Recipient:");
    at = at < 0 ? text.indexOf("Final-recipient:") : at;
    if (at < 0 || text.indexOf("Action:") < 0) {
      return null;
    }
    DeliveryStatus read = DeliveryStatus.read(text);
    read.recipients.removeIf(draft -> draft.finalRecipient == null);
    return read.recipients.isEmpty() ? null : read;
  }

  // A mail to one recipient that came back: that one.
  private RecipientDraft returnedRecipient() {
    HeaderBlock header = maker.returnedHeader;
    List<String> named = header == null ? List.of() : ReturnedMailReader.receivedFor(header);
    String last = named.isEmpty() ? null : named.get(0);
    if (last == null && maker.returned.recipients().size() == 1) {
      last = maker.returned.recipients().get(0);
    }
    RecipientDraft draft = new RecipientDraft(last);
    message.notice().lines().forEach(draft::say);
    return draft;
  }

  // Sieve's reject as an MDN (RFC 5429 section 2.1.1), Dovecot's answer for a full mailbox.
  private boolean rejects(Part disposition) {
    String lower = disposition.text(NoticeMessage.MAX_TEXT_BYTES).toLowerCase(Locale.ROOT);
    boolean gone =
        lower.contains("deleted") || lower.contains("denied") || lower.contains("failed");
    return gone && lower.contains("automatic-action") && message.clues().isRejection();
  }

  private static @Nullable String recipientOf(Part disposition) {
    DeliveryStatus read =
        DeliveryStatus.read(NoticeMessage.lines(disposition.text(NoticeMessage.MAX_TEXT_BYTES)));
    return read.recipients.isEmpty() ? null : read.recipients.get(0).address();
  }

  private @Nullable String sender() {
    String from = message.header.first("from");
    Addresses.Found found = from == null ? null : Addresses.firstIn(from, 0);
    return found == null ? null : found.address();
  }

  private ProseReader.Hints hints() {
    List<String> own = new ArrayList<>();
    for (String name : List.of("to", "delivered-to")) {
      for (String value : message.header.all(name)) {
        own.addAll(Addresses.allIn(value));
      }
    }
    List<String> failed = new ArrayList<>();
    for (String value : message.header.all("x-failed-recipients")) {
      failed.addAll(Addresses.allIn(EncodedWords.decode(value)));
    }
    String from = sender();
    String domain = from == null ? "" : from.substring(from.lastIndexOf('@') + 1);
    return new ProseReader.Hints(own, failed, domain);
  }
}
