package modori.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/** By what notices and attempts meet: texts that are equal on both sides. */
public final class LinkKeys {
  private static final int EXIM_TIME_DIGITS = 6;

  private LinkKeys() {}

  /** The keys under which an attempt can be found. */
  public static List<String> of(LoggedAttempt attempt) {
    return of(
        attempt.messageId(),
        attempt.logHost(),
        attempt.queueId(),
        attempt.sender(),
        attempt.recipient());
  }

  /** The keys under which an attempt with these columns can be found. */
  public static List<String> of(
      @Nullable String messageId,
      String logHost,
      @Nullable String queueId,
      @Nullable String sender,
      String recipient) {
    List<String> keys = new ArrayList<>(4);
    if (messageId != null && !messageId.isEmpty()) {
      keys.add(messageId(messageId));
    }
    if (queueId != null) {
      keys.add(queueId(logHost, queueId));
    }
    if (sender != null && !sender.isEmpty()) {
      keys.add(pair(sender, recipient));
    }
    return keys;
  }

  /** The keys that a notice looks for; what is found may lead to further keys. */
  public static List<String> of(ReportedFailure notice) {
    List<String> keys = new ArrayList<>();
    if (notice.noticeMessageId() != null) {
      keys.add(messageId(notice.noticeMessageId()));
    }
    for (String hop : notice.queueIds()) {
      int blank = hop.indexOf(' ');
      if (blank > 0) {
        keys.add(queueId(hop.substring(0, blank), hop.substring(blank + 1)));
      }
    }
    if (notice.messageId() != null && !notice.messageId().isEmpty()) {
      keys.add(messageId(notice.messageId()));
    }
    String pair = pair(notice);
    if (pair != null) {
      keys.add(pair);
    }
    return keys;
  }

  static String messageId(String messageId) {
    return "m " + messageId;
  }

  /**
   * Hosts are known by their first label: logs have the short name, notices the full one. Exim's
   * ids stand for themselves, since its main log names no host.
   */
  static String queueId(String host, String queueId) {
    if (queueId.indexOf('-') == EXIM_TIME_DIGITS) {
      return "q " + queueId;
    }
    int dot = host.indexOf('.');
    return "q "
        + (dot < 0 ? host : host.substring(0, dot)).toLowerCase(Locale.ROOT)
        + ' '
        + queueId;
  }

  /** Who wrote to whom, for notices that bring nothing back; null for the others. */
  static @Nullable String pair(ReportedFailure notice) {
    String sender = notice.sender() == null ? notice.noticeRecipient() : notice.sender();
    if (sender == null
        || sender.isEmpty()
        || notice.finalRecipient() == null
        || notice.messageId() != null) {
      return null;
    }
    return pair(sender, notice.finalRecipient());
  }

  private static String pair(String sender, String recipient) {
    return "p "
        + MailAddress.of(sender).mailbox().text()
        + ' '
        + MailAddress.of(recipient).mailbox().text();
  }
}
