package modori.mail;

import java.net.IDN;
import java.util.Locale;

/**
 * An envelope address: a mailbox or the null reverse-path (RFC 5321 section 4.1.2).
 *
 * @param local the local part as written, without quotes; empty for the null reverse-path
 * @param domain the domain, lower case, in A-labels where it has a valid one; empty where none was
 *     written
 */
public record MailAddress(String local, String domain) {
  /** The null reverse-path {@code <>}: the sender of every notice. */
  public static final MailAddress NULL = new MailAddress("", "");

  /**
   * Reads an address with or without angle brackets; never fails: what has no {@code @} is a local
   * part.
   */
  public static MailAddress of(String text) {
    String bare = withoutBrackets(text);
    int at = bare.lastIndexOf('@');
    if (at < 0) {
      return bare.isEmpty() ? NULL : new MailAddress(withoutQuotes(bare), "");
    }
    return new MailAddress(withoutQuotes(bare.substring(0, at)), aLabels(bare.substring(at + 1)));
  }

  /** Whether this is the null reverse-path. */
  public boolean isNull() {
    return local.isEmpty() && domain.isEmpty();
  }

  /**
   * The mailbox that stands behind this address, for comparing: lower case, without sub-address
   * ({@code +tag}), BATV ({@code prvs=}) and SRS wrapping.
   */
  public MailAddress mailbox() {
    MailAddress bare = withoutBatv().withoutSrs();
    String name = inLowerCase(bare.local);
    int plus = name.indexOf('+');
    return new MailAddress(plus > 0 ? name.substring(0, plus) : name, bare.domain);
  }

  /** {@code local@domain}, or the local part alone, or an empty text for the null reverse-path. */
  public String text() {
    return domain.isEmpty() ? local : local + "@" + domain;
  }

  // prvs=tag-val=local (draft-levine-smtp-batv-01, section 4)
  private MailAddress withoutBatv() {
    if (!local.regionMatches(true, 0, "prvs=", 0, 5)) {
      return this;
    }
    int end = local.indexOf('=', 5);
    return end < 0 ? this : new MailAddress(local.substring(end + 1), domain);
  }

  // SRS0=hash=tt=domain=local (Sender Rewriting Scheme, libsrs2)
  private MailAddress withoutSrs() {
    if (!local.regionMatches(true, 0, "SRS0", 0, 4)
        || local.length() < 6
        || "=+-".indexOf(local.charAt(4)) < 0) {
      return this;
    }
    String[] parts = local.substring(5).split("=", 4);
    return parts.length == 4 ? new MailAddress(parts[3], aLabels(parts[2])) : this;
  }

  private static String withoutBrackets(String text) {
    String bare = text.strip();
    if (bare.startsWith("<") && bare.endsWith(">") && bare.length() > 1) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    // Source routes (RFC 5321 appendix C): @a,@b:user@c
    int colon = bare.startsWith("@") ? bare.indexOf(':') : -1;
    return colon > 0 ? bare.substring(colon + 1) : bare;
  }

  private static String withoutQuotes(String local) {
    boolean quoted = local.length() > 1 && local.startsWith("\"") && local.endsWith("\"");
    return quoted ? local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1") : local;
  }

  private static String aLabels(String domain) {
    String lower = domain;
    if (!isAscii(domain)) {
      try {
        lower = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
      } catch (IllegalArgumentException notADomainName) {
        lower = domain;
      }
    }
    lower = inLowerCase(lower);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  // Most are so already: a look is cheaper than String.toLowerCase, which asks for each letter.
  private static String inLowerCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && (c <= 'Z' || c >= 128)) {
        return text.toLowerCase(Locale.ROOT);
      }
    }
    return text;
  }
}
