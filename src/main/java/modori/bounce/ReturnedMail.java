package modori.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notice shows of the mail that it is about.
 *
 * @param messageId its Message-ID, without brackets
 * @param sender its reverse-path, or else its From address
 * @param recipients the addresses in its To header
 * @param queueIds {@code host id} for every hop that names both (Received: by HOST … id ID, and
 *     X-Postfix-Queue-ID with the Reporting-MTA), newest first
 * @param receivedHosts the hosts of its Received headers ({@code by}), newest first
 */
public record ReturnedMail(
    @Nullable String messageId,
    @Nullable String sender,
    List<String> recipients,
    List<String> queueIds,
    List<String> receivedHosts)
    implements java.io.Serializable {
  /** Nothing came back. */
  public static final ReturnedMail NONE =
      new ReturnedMail(null, null, List.of(), List.of(), List.of());

  /** Copies the lists. */
  public ReturnedMail {
    recipients = List.copyOf(recipients);
    queueIds = List.copyOf(queueIds);
    receivedHosts = List.copyOf(receivedHosts);
  }
}
