package modori.bounce;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says of itself and of the whole returned mail (RFC 3464 section 2.2).
 *
 * @param messageId Message-ID of the notice, without brackets
 * @param date Date of the notice
 * @param author the address in its From header
 * @param recipient the address that the notice came to: Delivered-To, X-Original-To or To
 * @param reversePath Return-Path of the notice; empty for the null reverse-path
 * @param reportingMta the host that writes the notice
 * @param arrivalDate when the failed mail reached that host
 * @param originalEnvelopeId ENVID of RFC 3461
 * @param signs what speaks against a genuine notice
 */
public record NoticeEnvelope(
    @Nullable String messageId,
    @Nullable Instant date,
    @Nullable String author,
    @Nullable String recipient,
    @Nullable String reversePath,
    @Nullable String reportingMta,
    @Nullable Instant arrivalDate,
    @Nullable String originalEnvelopeId,
    Set<ForgerySign> signs)
    implements java.io.Serializable {

  /** Copies the set, in the order of its enum. */
  public NoticeEnvelope {
    signs = Set.copyOf(signs);
  }

  /**
   * The address of ours behind the one that the notice came to: without BATV ({@code prvs=}) and
   * SRS wrapping and sub-address; empty where the notice names none.
   */
  public Optional<MailAddress> mailboxOfRecipient() {
    return Optional.ofNullable(recipient).map(address -> MailAddress.of(address).mailbox());
  }

  /** Whether nothing but its own words proves the notice: a linker must look for its mail. */
  public boolean mayBeForged() {
    return signs.contains(ForgerySign.NO_DSN_STRUCTURE)
        && signs.contains(ForgerySign.NOTHING_RETURNED);
  }

  /** The names of the signs, sorted. */
  public List<String> signNames() {
    return signs.stream().sorted().map(ForgerySign::columnValue).toList();
  }
}
