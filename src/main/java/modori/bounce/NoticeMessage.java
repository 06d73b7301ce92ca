package modori.bounce;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a message by what they are for in a notice (RFC 3462); read when asked for. */
@SuppressWarnings("ReferenceEquality") // A part is itself, not its equal.
final class NoticeMessage {
  static final int MAX_TEXT_BYTES = 64 * 1024;
  static final int MAX_REPORT_BYTES = 512 * 1024;
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  final HeaderBlock header;
  final List<Part> parts;
  final @Nullable Part status;
  final @Nullable Part disposition;
  final @Nullable Part feedback;
  final @Nullable Part returned;
  private @Nullable String text;
  private @Nullable NoticeText notice;
  private @Nullable NoticeClues clues;

  private NoticeMessage(HeaderBlock header, List<Part> parts) {
    this.header = header;
    this.parts = parts;
    Part statusFound = null;
    Part dispositionFound = null;
    Part feedbackFound = null;
    Part returnedFound = null;
    for (Part part : parts) {
      String type = part.type().type();
      if (part.type().isDeliveryStatus() && isReport(part)) {
        statusFound = statusFound == null ? part : statusFound;
      } else if (type.endsWith("/disposition-notification")) {
        dispositionFound = part;
      } else if (type.endsWith("/feedback-report")) {
        feedbackFound = part;
      } else if (part.type().isReturnedMail()) {
        returnedFound = returnedFound == null ? part : returnedFound;
      }
    }
    this.status = statusFound;
    this.disposition = dispositionFound;
    this.feedback = feedbackFound;
    this.returned = returnedFound;
  }

  static NoticeMessage read(byte[] bytes, int from, int to) {
    HeaderBlock header = HeaderBlock.read(bytes, from, to);
    if (header.size() > 0 && !isMail(header)) {
      header = HeaderBlock.read(bytes, from, from);
    }
    return new NoticeMessage(header, MimeParts.of(header, bytes, to));
  }

  private static boolean isReport(Part part) {
    String report = part.text(MAX_TEXT_BYTES).toLowerCase(Locale.ROOT);
    return report.contains("-recipient:") || report.contains("action:");
  }

  // A text whose first line happens to hold a colon has no header.
  private static boolean isMail(HeaderBlock header) {
    return header.has("from")
        || header.has("subject")
        || header.has("received")
        || header.has("to")
        || header.has("content-type")
        || header.has("return-path")
        || header.has("message-id");
  }

  /** The message that this one only forwards; null where it speaks for itself. */
  byte @Nullable [] wrapped() {
    Part part = returned;
    if (part != null) {
      boolean wraps = status == null && isSilent() || isForward();
      return wraps ? part.decoded(MAX_REPORT_BYTES) : null;
    }
    if (!isForward() || notice().returned().isEmpty()) {
      return null;
    }
    return notice().returned().getBytes(StandardCharsets.UTF_8);
  }

  // What gateways add below (a disclaimer) does not count.
  private boolean isSilent() {
    for (Part part : parts) {
      if (part == returned) {
        return true;
      }
      if (part.type().type().startsWith("text/") && !part.text(MAX_TEXT_BYTES).isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a person passes another mail on. */
  boolean isForward() {
    String subject = header.firstDecoded("subject");
    String lower = subject == null ? "" : subject.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("fw:")
        || lower.startsWith("fwd:")
        || lower.startsWith("tr:")
        || lower.startsWith("wg:");
  }

  /** The words of the message; of HTML only where no plain text says anything. */
  String text() {
    String known = text;
    if (known == null) {
      String plain = text("text/plain");
      known = plain.isBlank() ? text("text/html") : plain;
      text = known;
    }
    return known;
  }

  /** The words of the parts of a type before the returned mail. */
  String text(String type) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part == returned && out.length() > 0 || out.length() >= MAX_TEXT_BYTES) {
        break;
      }
      boolean words = part.type().type().equals(type);
      // Words that are labelled as a report.
      words |= part != status && part.type().isDeliveryStatus() && type.equals("text/plain");
      if (words && !(out.length() > 0 && part.isAttached())) {
        String read = part.text(MAX_TEXT_BYTES);
        out.append(type.endsWith("html") ? HtmlText.of(read) : read).append('\n');
      }
    }
    return lines(out.toString());
  }

  /** The words of the notice without the mail that it returns. */
  NoticeText notice() {
    NoticeText known = notice;
    if (known == null) {
      known = NoticeText.of(text());
      notice = known;
    }
    return known;
  }

  NoticeClues clues() {
    NoticeClues known = clues;
    if (known == null) {
      known = new NoticeClues(header, text(), returned != null || !notice().returned().isEmpty());
      clues = known;
    }
    return known;
  }

  /** The header of the returned mail: in its part, or below the words of the notice. */
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
    HeaderBlock block = HeaderBlock.read(head, 0, head.length);
    return block.size() == 0 ? null : block;
  }

  /** A part's words with LF as its line end. */
  static String lines(String text) {
    return text.indexOf('\r') < 0
        ? text
        : text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace('\r', '\n');
  }
}
