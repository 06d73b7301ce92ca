package modori.report;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mail of one login or client that failed without anybody being told.
 *
 * @param authUser the login it was sent with; null where there was none
 * @param clientAddress the address of the client that handed it in; null where not logged
 * @param senderAddress the sender it gave, which leads to nobody
 * @param kind why nobody was told
 * @param reason id of the most frequent reason of the failures
 * @param messages how many
 */
public record SilentGroup(
    @Nullable String authUser,
    @Nullable String clientAddress,
    String senderAddress,
    String kind,
    String reason,
    long messages) {

  /** Checks that it can be found and counted. */
  public SilentGroup {
    Objects.requireNonNull(senderAddress);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(reason);
    if (messages < 1) {
      throw new IllegalArgumentException("a silent failure without a message");
    }
  }
}
