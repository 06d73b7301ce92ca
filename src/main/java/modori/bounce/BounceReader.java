package modori.bounce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import modori.classify.Classifier;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message into rows, one per recipient that it speaks of; time and memory are bounded by
 * its size and no message makes it fail. Thread-confined, to be used again.
 */
public final class BounceReader {
  private static final int MAX_TEXT_BYTES = 64 * 1024;
  private static final int MAX_REPORT_BYTES = 512 * 1024;
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_NESTING = 3;

  private final ReasonFinder reasons;

  /** A reader that asks a classifier, which may be shared between readers, for reasons. */
  public BounceReader(Classifier classifier) {
    this.reasons = new ReasonFinder(classifier);
  }

  /** Reads a message; the list is never empty. */
  public List<BounceNotice> read(String sourceFile, byte[] bytes) {
    return read(sourceFile, bytes, 0, bytes.length);
  }

  /** Reads the message in the bytes from {@code from} to {@code to}; the list is never empty. */
  public List<BounceNotice> read(String sourceFile, byte[] bytes, int from, int to) {
    return read(sourceFile, bytes, from, to, 0);
  }

  private List<BounceNotice> read(String sourceFile, byte[] bytes, int from, int to, int depth) {
    Message message = Message.read(bytes, from, to);
    Rows rows = new Rows(sourceFile, message);
    rows.fill();
    if (rows.isOrdinary()
        && depth < MAX_NESTING
        && message.returned != null
        && message.isForward()) {
      Part nested = message.returned;
      byte[] inner = nested.decoded(MAX_REPORT_BYTES);
      List<BounceNotice> found = read(sourceFile, inner, 0, inner.length, depth + 1);
      if (found.get(0).kind() == NoticeKind.BOUNCE || found.get(0).kind() == NoticeKind.DELAY) {
        return found;
      }
    }
    return rows.list;
  }

  /** The parts of a message by what they are for. */
  private static final class Message {
    final HeaderBlock header;
    final List<Part> parts;
    @Nullable Part status;
    @Nullable Part disposition;
    @Nullable Part feedback;
    @Nullable Part returned;
    private @Nullable String text;
    private @Nullable NoticeText notice;

    private Message(HeaderBlock header, List<Part> parts) {
      this.header = header;
      this.parts = parts;
      for (Part part : parts) {
        if (part.type().isDeliveryStatus()) {
          status = status == null ? part : status;
        } else if (part.type().type().endsWith("/disposition-notification")) {
          disposition = part;
        } else if (part.type().type().endsWith("/feedback-report")) {
          feedback = part;
        } else if (part.type().isReturnedMail()) {
          returned = returned == null ? part : returned;
        }
      }
    }

    static Message read(byte[] bytes, int from, int to) {
      HeaderBlock header = HeaderBlock.read(bytes, from, to);
      if (header.size() > 0 && !isMail(header)) {
        header = HeaderBlock.read(bytes, from, from);
      }
      return new Message(header, MimeParts.of(header, bytes, to));
    }

    // A text whose first line happens to hold a colon is no header.
    private static boolean isMail(HeaderBlock header) {
      return header.has("from")
          || header.has("subject")
          || header.has("received")
          || header.has("to")
          || header.has("content-type")
          || header.has("return-path")
          || header.has("message-id");
    }

    boolean isForward() {
      String subject = header.firstDecoded("subject");
      String lower = subject == null ? "" : subject.strip().toLowerCase(Locale.ROOT);
      return lower.startsWith("fw")
          || lower.startsWith("tr:")
          || lower.startsWith("wg:")
          || lower.contains("fwd");
    }

    /** The words of the notice; HTML only where no plain text says anything. */
    String text() {
      String known = text;
      if (known != null) {
        return known;
      }
      String plain = text("text/plain");
      known = plain.isBlank() ? text("text/html") : plain;
      text = known;
      return known;
    }

    String text(String type) {
      StringBuilder out = new StringBuilder();
      for (Part part : parts) {
        if (part == returned && out.length() > 0 || out.length() >= MAX_TEXT_BYTES) {
          break;
        }
        if (part.type().type().equals(type)) {
          String read = part.text(MAX_TEXT_BYTES);
          out.append(type.endsWith("html") ? HtmlText.of(read) : read).append('\n');
        }
      }
      return out.toString().replace("\r\n", "\n").replace('\r', '\n');
    }

    NoticeText notice() {
      NoticeText known = notice;
      if (known == null) {
        known = NoticeText.of(text());
        notice = known;
      }
      return known;
    }

    @Nullable HeaderBlock returnedHeader() {
      Part part = returned;
      if (part != null) {
        byte[] head = part.decoded(MAX_HEADER_BYTES);
        int start = 0;
        while (start < head.length && head[start] <= ' ' && head[start] >= 0) {
          start++;
        }
        return HeaderBlock.read(head, start, head.length);
      }
      String below = notice().returned();
      if (below.isEmpty()) {
        return null;
      }
      byte[] head = below.getBytes(StandardCharsets.UTF_8);
      return HeaderBlock.read(head, 0, head.length);
    }
  }

  /** The rows of one message while they are being made. */
  private final class Rows {
    final List<BounceNotice> list = new ArrayList<>();
    private final String sourceFile;
    private final Message message;
    private ReturnedMail returned = ReturnedMail.NONE;
    private @Nullable HeaderBlock returnedHeader;
    private @Nullable DeliveryStatus status;
    private @Nullable String reportingMta;

    Rows(String sourceFile, Message message) {
      this.sourceFile = sourceFile;
      this.message = message;
    }

    boolean isOrdinary() {
      NoticeKind kind = list.get(0).kind();
      return kind == NoticeKind.NOT_A_NOTICE;
    }

    void fill() {
      Part feedback = message.feedback;
      if (feedback != null) {
        readReturned(null);
        complaint(feedback.text(MAX_TEXT_BYTES));
        return;
      }
      Part report = message.status;
      if (report != null) {
        report(DeliveryStatus.read(report.text(MAX_REPORT_BYTES).replace('\r', '\n')));
        if (!list.isEmpty()) {
          return;
        }
      }
      SesEvent event = SesEvent.read(message.text());
      if (event != null) {
        event(event);
        return;
      }
      prose();
    }

    private void readReturned(@Nullable String queueId) {
      HeaderBlock header = message.returnedHeader();
      returnedHeader = header;
      if (header != null) {
        returned = ReturnedMailReader.read(header, queueId, reportingMta);
      }
    }

    private void report(DeliveryStatus read) {
      if (read.recipients.isEmpty()) {
        return;
      }
      status = read;
      reportingMta = read.reportingMta;
      readReturned(read.queueId);
      NoticeClues clues = null;
      List<RecipientDraft> prose = null;
      for (RecipientDraft draft : read.recipients) {
        if (draft.address() == null && read.recipients.size() > 1) {
          continue;
        }
        if (draft.diagnostic().toLowerCase(Locale.ROOT).contains("pre-approved")) {
          add(NoticeKind.CHALLENGE, draft, "", "");
          continue;
        }
        if (draft.address() == null || needsProse(draft)) {
          if (prose == null) {
            prose = ProseReaders.read(message.notice(), hints());
            clues = new NoticeClues(message.header, message.text());
          }
        }
        String detail = prose == null ? "" : detail(draft, prose, read.recipients.size());
        if (draft.address() == null && prose != null && !prose.isEmpty()) {
          draft.finalRecipient = prose.get(0).finalRecipient;
        }
        NoticeKind kind = kind(draft, clues);
        add(
            kind,
            draft,
            detail,
            read.recipients.size() == 1 && prose != null ? message.notice().joined() : "");
      }
    }

    // A report that names its cause needs no second look at the prose.
    private boolean needsProse(RecipientDraft draft) {
      String type = draft.diagnosticType;
      if (draft.isSilent() || draft.action == null || draft.actionIs("delayed")) {
        return true;
      }
      if (type != null && type.equals("x-unix")) {
        return true;
      }
      FailureReason reason =
          FailureReason.of(reasons.find(draft, "", "").reason()).orElse(FailureReason.UNCLASSIFIED);
      return switch (reason) {
        case UNCLASSIFIED,
            EXPIRED,
            LOCAL_PROGRAM_FAILED,
            SYSTEM_MISCONFIGURED,
            POLICY_OTHER,
            RECIPIENT_REFUSED,
            DELAY_WARNING ->
            true;
        default -> false;
      };
    }

    private String detail(RecipientDraft draft, List<RecipientDraft> prose, int recipients) {
      for (RecipientDraft told : prose) {
        if (told.isFor(draft.finalRecipient) || told.isFor(draft.originalRecipient)) {
          return told.diagnostic();
        }
      }
      return prose.size() == 1 && recipients == 1 ? prose.get(0).diagnostic() : "";
    }

    private NoticeKind kind(RecipientDraft draft, @Nullable NoticeClues clues) {
      String code = ReplyText.enhancedCode(draft.status);
      if (draft.actionIs("fail")) {
        return NoticeKind.BOUNCE;
      }
      if (draft.actionIs("delay")) {
        // "Delivery time expired" (RFC 3463, X.4.7) is the end, whatever the action says.
        boolean expired = code != null && code.endsWith(".4.7") && draft.willRetryUntil == null;
        return expired ? NoticeKind.BOUNCE : NoticeKind.DELAY;
      }
      if (draft.actionIs("deliver") || draft.actionIs("relay") || draft.actionIs("expand")) {
        return NoticeKind.SUCCESS;
      }
      if (code != null && code.startsWith("2")) {
        return NoticeKind.SUCCESS;
      }
      return clues != null && clues.isDelay() && (code == null || code.startsWith("4"))
          ? NoticeKind.DELAY
          : NoticeKind.BOUNCE;
    }

    private void complaint(String report) {
      List<String> addresses = new ArrayList<>();
      for (String line : report.split("\\R", 200)) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("original-rcpt-to:")
            || lower.startsWith("removal-recipient:")
            || lower.startsWith("redacted-address:")) {
          Addresses.Found found = Addresses.firstIn(line, 0);
          if (found != null && !addresses.contains(found.address())) {
            addresses.add(found.address());
          }
        }
        if (lower.startsWith("reporting-mta:")) {
          reportingMta = DeliveryStatus.host(line.substring(14));
        }
      }
      addComplaints(addresses);
    }

    private void addComplaints(List<String> addresses) {
      List<String> named = addresses.isEmpty() ? returned.recipients() : addresses;
      for (String address : named) {
        add(NoticeKind.COMPLAINT, new RecipientDraft(address), "", "");
      }
      if (named.isEmpty()) {
        add(NoticeKind.COMPLAINT, new RecipientDraft(null), "", "");
      }
    }

    private void event(SesEvent event) {
      reportingMta = event.reportingMta;
      returned = new ReturnedMail(event.messageId, event.source, List.of(), List.of(), List.of());
      for (RecipientDraft draft : event.recipients) {
        add(event.kind(), draft, "", "");
      }
      if (list.isEmpty()) {
        add(event.kind(), new RecipientDraft(null), "", "");
      }
    }

    private void prose() {
      readReturned(null);
      HeaderBlock below = returnedHeader;
      if (below != null && below.has("x-hmxmroriginalrecipient")) {
        // Microsoft's junk mail reports send the mail itself, without a report.
        String original = below.first("x-hmxmroriginalrecipient");
        addComplaints(original == null ? List.of() : Addresses.allIn(original));
        return;
      }
      NoticeClues clues = new NoticeClues(message.header, message.text());
      Part disposition = message.disposition;
      if (disposition != null && !rejects(disposition, clues)) {
        add(NoticeKind.MDN, new RecipientDraft(recipientOf(disposition)), "", "");
        return;
      }
      if (clues.isChallenge()) {
        add(NoticeKind.CHALLENGE, new RecipientDraft(sender()), "", "");
        return;
      }
      boolean answers = clues.isAnswer() && !clues.fromSystem();
      boolean failure = clues.isFailure() || disposition != null;
      if (answers
          && (clues.isNamedAnswer() || !failure || !clues.speaksOfFailure())
          && !message.header.has("x-failed-recipients")) {
        add(NoticeKind.AUTO_REPLY, new RecipientDraft(sender()), "", "");
        return;
      }
      if (!failure) {
        add(NoticeKind.NOT_A_NOTICE, new RecipientDraft(null), "", "");
        return;
      }
      failures(clues);
    }

    private void failures(NoticeClues clues) {
      DeliveryStatus embedded =
          DeliveryStatus.read(
              message.notice().lines().isEmpty()
                  ? ""
                  : String.join("\n", message.notice().lines()));
      if (embedded.recipients.stream()
          .anyMatch(d -> d.finalRecipient != null && d.status != null)) {
        embedded.recipients.removeIf(d -> d.finalRecipient == null);
        report(embedded);
        return;
      }
      List<RecipientDraft> found = ProseReaders.read(message.notice(), hints());
      if (found.isEmpty() && !message.text("text/html").isBlank()) {
        found = ProseReaders.read(NoticeText.of(HtmlText.of(message.text("text/html"))), hints());
      }
      if (found.isEmpty()) {
        found = fromReturned();
      }
      String whole = message.notice().joined();
      NoticeKind kind = clues.isDelay() ? NoticeKind.DELAY : NoticeKind.BOUNCE;
      for (RecipientDraft draft : found) {
        add(kind, draft, "", found.size() == 1 ? whole : "");
      }
      if (found.isEmpty()) {
        RecipientDraft nobody = new RecipientDraft(null);
        message.notice().lines().forEach(nobody::say);
        add(kind, nobody, "", whole);
      }
    }

    // A mail to one recipient that came back: that one.
    private List<RecipientDraft> fromReturned() {
      HeaderBlock header = returnedHeader;
      if (header == null) {
        return List.of();
      }
      List<String> named = ReturnedMailReader.receivedFor(header);
      String last = named.isEmpty() ? null : named.get(0);
      if (last == null && returned.recipients().size() == 1) {
        last = returned.recipients().get(0);
      }
      if (last == null) {
        return List.of();
      }
      RecipientDraft draft = new RecipientDraft(last);
      message.notice().lines().forEach(draft::say);
      return List.of(draft);
    }

    // Sieve's reject as an MDN (RFC 5429 section 2.1.1), Dovecot's over-quota answer.
    private boolean rejects(Part disposition, NoticeClues clues) {
      String lower = disposition.text(MAX_TEXT_BYTES).toLowerCase(Locale.ROOT);
      boolean gone =
          lower.contains("deleted") || lower.contains("denied") || lower.contains("failed");
      return gone && lower.contains("automatic-action") && clues.isRejection();
    }

    private @Nullable String recipientOf(Part disposition) {
      DeliveryStatus read = DeliveryStatus.read(disposition.text(MAX_TEXT_BYTES));
      return read.recipients.isEmpty() ? null : read.recipients.get(0).address();
    }

    private @Nullable String sender() {
      String from = message.header.first("from");
      Addresses.Found found = from == null ? null : Addresses.firstIn(from, 0);
      return found == null ? null : found.address();
    }

    private ProseReader.Hints hints() {
      List<String> own = new ArrayList<>();
      for (String name : List.of("to", "delivered-to", "x-original-to")) {
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

    private void add(NoticeKind kind, RecipientDraft draft, String detail, String whole) {
      String reason = null;
      String cause = null;
      String rule = null;
      DetectedBy detectedBy = null;
      switch (kind) {
        case BOUNCE, DELAY -> {
          ReasonFinder.Found found = reasons.find(draft, detail, whole);
          boolean unknownDelay =
              kind == NoticeKind.DELAY && found.reason().equals(FailureReason.UNCLASSIFIED.id());
          reason = unknownDelay ? FailureReason.DELAY_WARNING.id() : found.reason();
          cause = found.cause();
          rule = found.ruleId();
          detectedBy = ReasonFinder.detectedBy(draft, reportingMta, detail);
        }
        case SUCCESS -> reason = FailureReason.DELIVERED_NOTICE.id();
        case COMPLAINT -> reason = FailureReason.COMPLAINT.id();
        case AUTO_REPLY -> reason = FailureReason.AUTO_REPLY.id();
        case CHALLENGE -> reason = FailureReason.CHALLENGE.id();
        case UNPARSABLE -> reason = FailureReason.UNPARSABLE.id();
        case MDN, NOT_A_NOTICE -> {}
      }
      list.add(
          new BounceNotice(
              sourceFile,
              kind,
              envelope(kind),
              recipient(draft, detail),
              returned,
              reason,
              cause,
              rule,
              detectedBy));
    }

    private ReportedRecipient recipient(RecipientDraft draft, String detail) {
      String text = draft.isSilent() ? detail : draft.diagnostic();
      String given = ReplyText.enhancedCode(draft.status);
      return new ReportedRecipient(
          draft.originalRecipient,
          draft.finalRecipient != null ? draft.finalRecipient : draft.originalRecipient,
          draft.action,
          given != null ? given : ReplyText.enhancedCodeIn(text).orElse(null),
          ReplyText.replyCode(text),
          text.isEmpty() ? null : text,
          draft.remoteMta,
          draft.lastAttempt,
          draft.willRetryUntil);
    }

    private @Nullable NoticeEnvelope made;

    private NoticeEnvelope envelope(NoticeKind kind) {
      NoticeEnvelope known = made;
      if (known != null) {
        return known;
      }
      HeaderBlock header = message.header;
      String path = header.first("return-path");
      Addresses.Found sender = path == null ? null : Addresses.firstIn(path, 0);
      DeliveryStatus report = status;
      known =
          new NoticeEnvelope(
              ReturnedMailReader.messageId(header.first("message-id")),
              MailDate.read(header.first("date")),
              envelopeRecipient(header),
              path == null ? null : sender == null ? "" : sender.address(),
              reportingMta,
              report == null ? null : report.arrivalDate,
              report == null ? null : report.originalEnvelopeId,
              kind == NoticeKind.BOUNCE || kind == NoticeKind.DELAY
                  ? signs(sender != null)
                  : Set.of());
      made = known;
      return known;
    }

    private @Nullable String envelopeRecipient(HeaderBlock header) {
      for (String name : List.of("x-original-to", "delivered-to", "envelope-to", "to")) {
        String value = header.first(name);
        Addresses.Found found = value == null ? null : Addresses.firstIn(value, 0);
        if (found != null) {
          return found.address();
        }
      }
      return null;
    }

    private Set<ForgerySign> signs(boolean hasSender) {
      EnumSet<ForgerySign> signs = EnumSet.noneOf(ForgerySign.class);
      if (message.status == null) {
        signs.add(ForgerySign.NO_DSN_STRUCTURE);
        if (namesProgram(message.text())) {
          signs.add(ForgerySign.PROGRAM_ATTACHED);
        }
        if (message.text().contains("http://") || message.text().contains("https://")) {
          signs.add(ForgerySign.LINK);
        }
      }
      if (returnedHeader == null) {
        signs.add(ForgerySign.NOTHING_RETURNED);
      }
      if (hasSender) {
        signs.add(ForgerySign.REVERSE_PATH_NOT_NULL);
      }
      for (Part part : message.parts) {
        String name = part.fileName();
        if (name != null && namesProgram(name)) {
          signs.add(ForgerySign.PROGRAM_ATTACHED);
        }
      }
      return signs;
    }

    private static boolean namesProgram(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      for (String suffix :
          List.of(
              ".exe", ".scr", ".pif", ".com ", ".bat", ".cmd", ".zip", ".js ", ".vbs", ".iso",
              ".lnk", ".hta")) {
        if (lower.contains(suffix)) {
          return true;
        }
      }
      return lower.endsWith(".com") && lower.indexOf('@') < 0 && lower.indexOf(' ') < 0
          || lower.endsWith(".js");
    }
  }
}
