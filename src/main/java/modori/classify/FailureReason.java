package modori.classify;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why a mail failed: the 56 reasons of the taxonomy, whose ids are never re-used or re-defined. */
public enum FailureReason {
  /** The recipient's mailbox has used up its quota and takes no more mail. */
  MAILBOX_FULL,
  /** The mailbox has reached its limit on the NUMBER of messages, not on bytes. */
  MAILBOX_FULL_BY_COUNT,
  /** The account exists but is suspended, locked or closed by its provider. */
  MAILBOX_DISABLED,
  /** The mailbox has not been used for a long time and the provider has put it to rest. */
  MAILBOX_INACTIVE,
  /** The recipient has moved to another address and nothing is forwarded. */
  MAILBOX_MOVED,
  /** The recipient is getting mail too fast, or the mailbox is locked for the moment. */
  MAILBOX_BUSY,
  /** The address is a mailing list or alias that could not be expanded. */
  LIST_EXPANSION_FAILED,
  /** There is no such user: the part before the @ does not exist at that domain. */
  USER_UNKNOWN,
  /** The address is not written correctly (a space, a full-width letter, a missing dot). */
  ADDRESS_SYNTAX,
  /** More than one mailbox matches this address. */
  ADDRESS_AMBIGUOUS,
  /**
   * The receiving side does not take mail for this recipient from us and does not say why (it may
   * hide that the user does not exist).
   */
  RECIPIENT_REFUSED,
  /** The domain after the @ does not exist. */
  HOST_UNKNOWN,
  /** The domain exists but declares that it takes no mail (null MX). */
  DOMAIN_NO_MAIL,
  /** The name servers of the destination domain do not answer at present. */
  DOMAIN_DNS_FAILURE,
  /** The mail goes round in circles or cannot be routed (a wrong MX or forwarding). */
  ROUTING_FAILURE,
  /**
   * Your own sender address does not exist at our domain, so an error could not even come back to
   * you.
   */
  SENDER_UNKNOWN,
  /**
   * The domain of the sender address does not exist; servers refuse this as a defence against spam.
   */
  SENDER_DOMAIN_UNKNOWN,
  /** The sender address is not written correctly. */
  SENDER_SYNTAX,
  /** The account you logged in with may not send under this sender address. */
  SENDER_NOT_OWNED,
  /** The receiving side has blocked this sender address or domain. */
  SENDER_REFUSED,
  /** The mail did not pass sender authentication (SPF, DKIM or DMARC). */
  AUTH_SPF_DKIM_DMARC,
  /** The sending server has no valid reverse DNS name. */
  PTR_MISSING,
  /** The server wants you to log in before sending, or the login failed. */
  LOGIN_REQUIRED,
  /** One side insists on encryption and it could not be set up. */
  TLS_REQUIRED,
  /** The server asked does not deliver for that domain (relaying denied). */
  RELAY_DENIED,
  /** The address of our sending server is on a block list or has a bad reputation there. */
  IP_BLOCKED,
  /** Too much mail in too short a time; the other side wants us to slow down. */
  RATE_LIMITED,
  /** The first delivery is put off on purpose (greylisting). */
  GREYLISTED,
  /** Too many recipients in one go (RFC 5321 wants this treated as temporary, even as 552). */
  TOO_MANY_RECIPIENTS,
  /** Only certain senders may write to this address (members, internal mail). */
  RESTRICTED_RECIPIENT,
  /** Refused by a rule of the receiving side that is not named. */
  POLICY_OTHER,
  /**
   * The message is larger than a server or the mailbox allows for ONE message; the mailbox need not
   * be full.
   */
  MESSAGE_TOO_LARGE,
  /** The text was taken for spam. */
  SPAM_CONTENT,
  /** A virus was found in the message. */
  VIRUS_DETECTED,
  /** This kind of attachment is not allowed (programs, encrypted archives). */
  ATTACHMENT_REFUSED,
  /** The message breaks the mail format (headers, characters, line length). */
  CONTENT_INVALID,
  /** The receiving server refused the connection. */
  CONNECT_REFUSED,
  /** The receiving server did not answer in time. */
  CONNECT_TIMEOUT,
  /** The connection broke while the mail was being passed over. */
  CONNECTION_LOST,
  /** The disk of the receiving SYSTEM is full; no single user can make room. */
  SYSTEM_FULL,
  /** The receiving server takes no mail at present (load, maintenance, shutting down). */
  SYSTEM_UNAVAILABLE,
  /** A server is set up wrongly or has an internal error. */
  SYSTEM_MISCONFIGURED,
  /** A delivery program of the recipient (procmail, filter, script) failed. */
  LOCAL_PROGRAM_FAILED,
  /** The two servers misunderstood each other (wrong command or order). */
  PROTOCOL_ERROR,
  /**
   * The server tried for days and gave up; the reason of the LAST attempts is kept in cause_reason.
   */
  EXPIRED,
  /** Not sent at all: the address is on a stop list because of earlier failures. */
  SUPPRESSED,
  /** The postmaster held, discarded or bounced the message by hand. */
  ADMIN_ACTION,
  /** Only a warning: delivery is late, the server keeps trying. */
  DELAY_WARNING,
  /** A receipt: the mail was delivered or passed on. */
  DELIVERED_NOTICE,
  /** An automatic answer (holiday, receipt); the mail did arrive. */
  AUTO_REPLY,
  /** The recipient marked the mail as spam (feedback report). */
  COMPLAINT,
  /** The other side wants a confirmation before it delivers. */
  CHALLENGE,
  /** An error for a mail that did not leave our servers: somebody forged your address. */
  BACKSCATTER,
  /** Not a real error at all: a virus or fraud dressed up as MAILER-DAEMON. */
  FORGED_NOTICE,
  /** The error text is not known to us yet; it is kept for the rules. */
  UNCLASSIFIED,
  /** The notice is damaged or names no recipient. */
  UNPARSABLE;

  /** The version of the taxonomy that rows are stored with. */
  public static final int TAXONOMY_VERSION = 1;

  private static final Map<String, FailureReason> BY_ID = byId();

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The id as it stands in tables, for example {@code mailbox_full}. */
  public String id() {
    return id;
  }

  /** The reason with this id, if there is one. */
  public static Optional<FailureReason> of(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** The family that the reason belongs to. */
  public Category category() {
    return Taxonomy.entry(this).category();
  }

  /** Who can repair it. */
  public Side side() {
    return Taxonomy.entry(this).side();
  }

  /** Whether the failure lasts by its nature, whatever the reply code says of it. */
  public Lasting permanence() {
    return Taxonomy.entry(this).permanence();
  }

  /** On whose server the cause usually is. */
  public Server server() {
    return Taxonomy.entry(this).server();
  }

  /** One sentence: what happened. */
  public String meaning(Language language) {
    Taxonomy.Entry entry = Taxonomy.entry(this);
    return switch (language) {
      case ENGLISH -> entry.meaningEnglish();
      case JAPANESE -> entry.meaningJapanese();
    };
  }

  /** One sentence: what to do about it. */
  public String remedy(Language language) {
    Taxonomy.Entry entry = Taxonomy.entry(this);
    return switch (language) {
      case ENGLISH -> entry.remedyEnglish();
      case JAPANESE -> entry.remedyJapanese();
    };
  }

  /** Whether it says that the recipient's mailbox is full, by bytes or by count. */
  public boolean isFull() {
    return this == MAILBOX_FULL || this == MAILBOX_FULL_BY_COUNT;
  }

  /** Whether it says that the mailbox is no more, which ends an episode without recovery. */
  public boolean isGone() {
    return this == USER_UNKNOWN
        || this == MAILBOX_DISABLED
        || this == MAILBOX_INACTIVE
        || this == HOST_UNKNOWN;
  }

  /** Whether the queue speaks, not the refusal: another reason may stand behind this one. */
  public boolean hidesCause() {
    return this == EXPIRED || this == DELAY_WARNING;
  }

  private static Map<String, FailureReason> byId() {
    Map<String, FailureReason> all = new HashMap<>();
    for (FailureReason reason : values()) {
      all.put(reason.id, reason);
    }
    return Map.copyOf(all);
  }

  /** The families of reasons. */
  public enum Category {
    MAILBOX,
    ADDRESS,
    DOMAIN,
    SENDER,
    AUTHENTICATION,
    POLICY,
    MESSAGE,
    NETWORK,
    SYSTEM,
    QUEUE,
    NOTICE,
    UNKNOWN;

    /** The name in tables. */
    public String columnValue() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who can repair a failure. */
  public enum Side {
    RECIPIENT,
    SENDER,
    NETWORK,
    SYSTEM,
    POLICY,
    MESSAGE;

    /** The name in tables. */
    public String columnValue() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a failure passes by itself. */
  public enum Lasting {
    TEMPORARY,
    PERMANENT,
    EITHER;

    /** The name in tables. */
    public String columnValue() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** On whose server the cause lies. */
  public enum Server {
    OWN,
    REMOTE,
    EITHER;

    /** The name in tables. */
    public String columnValue() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
