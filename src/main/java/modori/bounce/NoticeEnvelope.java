package modori.bounce;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says of itself and of the whole returned mail (RFC 3464 section 2.2).
 *
 * @param messageId Message-ID of the notice, without brackets
 * @param date Date of the notice
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
    @Nullable String recipient,
    @Nullable String reversePath,
    @Nullable String reportingMta,
    @Nullable Instant arrivalDate,
    @Nullable String originalEnvelopeId,
    Set<ForgerySign> signs) {

  /** Copies the set, in the order of its enum. */
  public NoticeEnvelope {
    signs = Set.copyOf(signs);
  }

  /** The names of the signs, sorted. */
  public List<String> signNames() {
    return signs.stream().sorted().map(ForgerySign::columnValue).toList();
  }
}
