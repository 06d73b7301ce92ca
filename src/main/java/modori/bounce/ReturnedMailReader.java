package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the header of the returned mail: what links a notice to a log. */
final class ReturnedMailReader {
  private static final int MAX_HOPS = 50;
  private static final int MAX_RECIPIENTS = 100;

  private ReturnedMailReader() {}

  static ReturnedMail read(
      HeaderBlock header, @Nullable String queueId, @Nullable String reportingMta) {
    List<String> queueIds = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    if (queueId != null && reportingMta != null) {
      queueIds.add(reportingMta + " " + queueId);
    }
    for (String received : header.all("received")) {
      if (hosts.size() == MAX_HOPS) {
        break;
      }
      String host = word(received, "by");
      if (host != null) {
        hosts.add(host.toLowerCase(Locale.ROOT));
        String id = word(received, "id");
        String link = id == null ? "" : host.toLowerCase(Locale.ROOT) + " " + id;
        if (id != null && !queueIds.contains(link)) {
          queueIds.add(link);
        }
      }
    }
    return new ReturnedMail(
        messageId(header.first("message-id")), sender(header), recipients(header), queueIds, hosts);
  }

  static @Nullable String messageId(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    int open = value.indexOf('<');
    int close = value.indexOf('>', open + 1);
    String bare = open >= 0 && close > open ? value.substring(open + 1, close) : value;
    return bare.strip();
  }

  private static @Nullable String sender(HeaderBlock header) {
    String path = header.first("return-path");
    if (path != null) {
      String address = reversePath(path);
      if (address != null) {
        return address;
      }
    }
    String from = header.first("from");
    Addresses.Found found = from == null ? null : lastIn(from);
    if (found == null) {
      return from != null && isDaemon(from) ? "" : null;
    }
    return found.address();
  }

  /**
   * The address of a Return-Path; empty for the null reverse-path, also as Sendmail writes it
   * ({@code MAILER-DAEMON}) and as qmail and Courier mark a double bounce ({@code #@[]}).
   */
  static @Nullable String reversePath(String value) {
    String bare = value.strip();
    if (bare.equals("<>") || bare.contains("#@[]")) {
      return "";
    }
    Addresses.Found found = Addresses.firstIn(bare, 0);
    if (found != null) {
      return found.address();
    }
    return isDaemon(bare) ? "" : null;
  }

  private static boolean isDaemon(String value) {
    return value.toLowerCase(Locale.ROOT).contains("mailer-daemon");
  }

  // "a@b" <c@d>: the last one is the address.
  private static Addresses.@Nullable Found lastIn(String line) {
    Addresses.Found last = null;
    Addresses.Found found = Addresses.firstIn(line, 0);
    for (int i = 0; found != null && i < 20; i++) {
      last = found;
      found = Addresses.firstIn(line, found.end());
    }
    return last;
  }

  private static List<String> recipients(HeaderBlock header) {
    List<String> recipients = new ArrayList<>();
    for (String to : header.all("to")) {
      for (String address : Addresses.allIn(to)) {
        if (recipients.size() < MAX_RECIPIENTS && !recipients.contains(address)) {
          recipients.add(address);
        }
      }
    }
    return recipients;
  }

  /** The addresses in {@code for <…>} of the returned Received fields, newest first. */
  static List<String> receivedFor(HeaderBlock header) {
    List<String> recipients = new ArrayList<>();
    for (String received : header.all("received")) {
      String value = word(received, "for");
      Addresses.Found found = value == null ? null : Addresses.firstIn(value, 0);
      if (found != null && !recipients.contains(found.address())) {
        recipients.add(found.address());
      }
    }
    return recipients;
  }

  // The word after a keyword of a Received field (RFC 5321 section 4.4), outside of comments.
  private static @Nullable String word(String received, String keyword) {
    int depth = 0;
    int i = 0;
    int length = Math.min(received.length(), 2000);
    while (i < length) {
      char c = received.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (c == ';' && depth == 0) {
        return null;
      } else if (depth == 0
          && received.regionMatches(true, i, keyword, 0, keyword.length())
          && (i == 0 || received.charAt(i - 1) <= ' ' || received.charAt(i - 1) == ')')
          && i + keyword.length() < length
          && received.charAt(i + keyword.length()) == ' ') {
        int start = i + keyword.length();
        while (start < length && received.charAt(start) == ' ') {
          start++;
        }
        int end = start;
        while (end < length && " ;(".indexOf(received.charAt(end)) < 0) {
          end++;
        }
        return end > start ? received.substring(start, end) : null;
      }
      i++;
    }
    return null;
  }
}
