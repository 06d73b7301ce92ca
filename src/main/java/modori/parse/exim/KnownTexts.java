package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.LineFate;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/** Begins of lines that say nothing of a message's fate, as Exim 4.96's and older sources write. */
final class KnownTexts {
  private static final LineFate QUEUE_RUN = LineFate.ignored("queue run");
  private static final LineFate FROZEN = LineFate.ignored("message frozen");
  private static final LineFate DAEMON = LineFate.ignored("daemon");
  private static final LineFate CONNECTION = LineFate.ignored("SMTP connection");
  private static final LineFate PROTOCOL = LineFate.ignored("SMTP protocol error");
  private static final LineFate TLS = LineFate.ignored("TLS");
  private static final LineFate DNS = LineFate.ignored("name lookup");
  private static final LineFate AUTHENTICATION = LineFate.ignored("authentication");
  private static final LineFate WARNING = LineFate.ignored("warning of an access rule");
  private static final LineFate LOCKED = LineFate.ignored("message locked by another process");
  private static final LineFate NOT_YET = LineFate.ignored("no immediate delivery");
  private static final LineFate SIGNATURE = LineFate.ignored("DKIM, ARC or SPF");
  private static final LineFate ROUTING = LineFate.ignored("routing note");
  private static final LineFate OUTPUT = LineFate.ignored("output of a delivery program");
  private static final LineFate SUBMITTER = LineFate.ignored("who submitted");
  private static final LineFate CALL = LineFate.ignored("call of the program");
  private static final LineFate OTHER_COMMAND = LineFate.ignored("refused command other than mail");
  private static final LineFate INTERNAL = LineFate.ignored("trouble of the server itself");

  /** Behind a message id. */
  static final KnownTexts NUMBERED =
      new KnownTexts()
          .add(
              FROZEN,
              "Message is frozen",
              "Unfrozen by ",
              "unfrozen by ",
              "frozen ",
              "Message frozen")
          .add(LOCKED, "Spool file is locked", "Spool file for ")
          .add(NOT_YET, "no immediate delivery", "queued by ", "delivery deferred")
          .add(SIGNATURE, "DKIM", "ARC", "SPF", "DMARC", "signer: ", "PDKIM")
          .add(TLS, "TLS ", "DANE ", "SSL ", "dnssec fail", "[")
          .add(ROUTING, "original recipients ignored", "qualify/rewrite: ", "lowest numbered MX")
          .add(ROUTING, "remote host address is the local host", "Message-ID: ", "removed header")
          .add(DNS, "no IP address found for host", "no host name found", "DNS ", "host lookup")
          .add(SUBMITTER, "Sender identification ", "SMTP connection identification ")
          .add(CONNECTION, "SMTP ", "PRDR ", "Remote host closed connection", "sending ")
          .add(WARNING, "Warning: ", "warning: ")
          .add(AUTHENTICATION, "authenticated")
          .add(INTERNAL, "Spool ", "spool ", "failed to ", "Failed to ", "Format error in spool")
          .add(INTERNAL, "Unexpected ", "Error ", "error ", "Process ", "process ", "fork failed")
          .add(INTERNAL, "malware acl condition", "spam acl condition", "re-exec ", "User ")
          .add(INTERNAL, "home directory ", "current directory ", "moved from input", "tainted ")
          .add(INTERNAL, "invalid ", "Child ", "bind of ", "no recipients found", "ACL ")
          .add(TLS, "Required TLS ", "Server certificate ", "OCSP ", "No ALPN")
          .add(
              ROUTING,
              "recipient <",
              "sender address changed",
              "Delivery deferred by system filter")
          .add(INTERNAL, "retry ", "Retry ", "Tainted ", "unable to ", "string_", "File ");

  /** Without a message id. */
  static final KnownTexts UNNUMBERED =
      new KnownTexts()
          .add(QUEUE_RUN, "Start queue run", "End queue run", "Start '", "End '", "queue run")
          .add(
              CONNECTION,
              "SMTP connection from ",
              "SMTP connection lost",
              "SMTP connection outbound")
          .add(SUBMITTER, "SMTP connection identification ", "Sender identification ")
          .add(
              CONNECTION, "no MAIL in ", "unexpected ", "SMTP command timeout", "SMTP data timeout")
          .add(CONNECTION, "SMTP call from ", "incomplete transaction", "too many connections")
          .add(CONNECTION, "Connection from ", "Connection ", "lost ", "closed connection")
          .add(PROTOCOL, "SMTP protocol ", "SMTP syntax error", "SMTP error", "SMTP ")
          .add(
              PROTOCOL, "syntax error", "bad ", "overlong ", "ridiculously long ", "ignoring AUTH=")
          .add(PROTOCOL, "Message abandoned", "message abandoned", "ignoring ")
          .add(TLS, "TLS ", "SSL ", "DANE ", "cipher", "GnuTLS", "STARTTLS", "ALPN", "OCSP")
          .add(DNS, "no host name found", "no IP address found", "DNS ", "dns", "Long ")
          .add(DNS, "lowest numbered MX", "remote host address is the local host", "host lookup")
          .add(DNS, "RBL ", "ident ", "host name alias list truncated", "list matching")
          .add(OTHER_COMMAND, "VRFY ", "EXPN ", "ETRN ")
          .add(DAEMON, "exim ", "daemon", "SIGHUP", "SIGTERM", "pid ", "Exim ", "inetd", "socket ")
          .add(DAEMON, "re-exec", "configuration ", "listen")
          .add(CALL, "cwd=", "args:")
          .add(CONNECTION, "sender verify defer (", "recipient verify defer (")
          .add(WARNING, "ACL \"warn\"")
          .add(WARNING, "Warning: ", "WARNING: ", "warning: ", "Suggested action", " Suggested ")
          .add(
              INTERNAL, "failed to ", "Failed to ", "Error ", "error ", "expansion of ", "Exim is ")
          .add(INTERNAL, "Cannot ", "Unable to ", "unable to ", "cannot ", "Berkeley DB", "Retry ")
          .add(INTERNAL, "spool ", "Spool ", "fork ", "process ", "Process ", "Tainted ", "Format ")
          .add(INTERNAL, "Memory ", "malloc", "LDAP", "MySQL", "MYSQL", "PGSQL", "PostgreSQL")
          .add(INTERNAL, "invalid ", "configured error code", "ACL for ", "EHLO/HELO response must")
          .add(INTERNAL, "internal problem", "malware acl condition", "spam acl condition")
          .add(SIGNATURE, "DKIM", "SPF", "DMARC", "ARC", "PDKIM");

  /** Behind the fields about a client. */
  static final KnownTexts AFTER_CLIENT =
      new KnownTexts()
          .add(WARNING, "Warning: ", "warning: ")
          .add(CONNECTION, "incomplete transaction", "closed connection", "lost ", "too many ")
          .add(CONNECTION, "Connection ", "SMTP ", "dropped", "unexpected ")
          .add(TLS, "TLS ", "SSL ", "STARTTLS")
          .add(OTHER_COMMAND, "VRFY ", "EXPN ", "ETRN ")
          .add(SIGNATURE, "DKIM", "SPF", "DMARC", "ARC")
          .add(DNS, "no host name found", "host lookup")
          .add(AUTHENTICATION, "authenticator ", "ignoring AUTH=");

  private static final byte[] AUTHENTICATOR_FAILED = word(" authenticator failed");
  private static final byte[] AUTHENTICATOR = word(" authenticator ");
  private static final byte[] VERIFY_ERROR = word(" SSL verify error: ");
  private static final byte[] TLS_ERROR = word(" TLS error on connection ");
  private static final byte[] NON_ZERO = word(" transport process returned non-zero status");
  private static final byte[] TRANSPORT_OUTPUT = word(" transport output: ");
  private static final byte[] SKIPPED = word(" router: skipped error: ");
  private static final byte[] BRACKET = word(" [");
  private static final byte[] AFTER = word("after");
  private static final byte[] DURING = word("during");
  private static final byte[] BY = word("by");
  private static final byte[] EHLO = word("EHLO");
  private static final byte[] HELO = word("HELO");

  private final Entry[][] byFirst = new Entry[256][];

  private record Entry(byte[] begin, LineFate fate) {}

  private KnownTexts() {}

  private KnownTexts add(LineFate fate, String... begins) {
    for (String begin : begins) {
      byte[] bytes = word(begin);
      Entry[] old = byFirst[bytes[0] & 0xff];
      Entry[] longer = old == null ? new Entry[1] : java.util.Arrays.copyOf(old, old.length + 1);
      longer[longer.length - 1] = new Entry(bytes, fate);
      byFirst[bytes[0] & 0xff] = longer;
    }
    return this;
  }

  /** What the line is about, or null where no begin fits. */
  @Nullable LineFate find(byte[] b, int from, int to) {
    if (from >= to) {
      return null;
    }
    Entry[] entries = byFirst[b[from] & 0xff];
    if (entries != null) {
      for (Entry entry : entries) {
        if (startsWith(b, from, to, entry.begin)) {
          return entry.fate;
        }
      }
    }
    return null;
  }

  /** Lines that begin with a name of the site's own choice. */
  static LineFate byItsMiddle(byte[] b, int from, int to, LineFate otherwise) {
    if (indexOf(b, from, to, AUTHENTICATOR_FAILED) >= 0) {
      return AUTHENTICATION; // "%s authenticator failed for %s: %d %s"
    }
    boolean verify =
        indexOf(b, from, to, VERIFY_ERROR) >= 0 || indexOf(b, from, to, TLS_ERROR) >= 0;
    return verify ? TLS : otherwise; // "[%s] SSL verify error: …"
  }

  /**
   * Whether a line behind a message id tells of one host, {@code name [ip] text} (before Exim 4.83
   * without H=), or what a delivery program wrote.
   */
  static boolean isHostFailure(byte[] b, int from, int to) {
    int blank = indexOf(b, from, to, ' ');
    return blank > 0 && startsWith(b, blank, to, BRACKET) && indexOf(b, blank, to, ']') > 0;
  }

  /** Notes that begin with a name of the site's own choice, behind a message id. */
  static @Nullable LineFate numberedByItsMiddle(byte[] b, int from, int to) {
    if (indexOf(b, from, to, TRANSPORT_OUTPUT) >= 0) {
      return OUTPUT;
    }
    if (indexOf(b, from, to, AUTHENTICATOR) >= 0) {
      return AUTHENTICATION; // smtp.c: "%s authenticator failed H=%s [%s] %s"
    }
    if (indexOf(b, from, to, NON_ZERO) >= 0) {
      return INTERNAL;
    }
    return indexOf(b, from, to, SKIPPED) >= 0 ? ROUTING : null;
  }

  /** The stage that a word behind {@code rejected} means; null for commands that are not mail. */
  static @Nullable SmtpStage refusedWhat(byte[] b, int from, int to) {
    if (Ascii.equals(b, from, to, AFTER)
        || Ascii.equals(b, from, to, DURING)
        || Ascii.equals(b, from, to, BY)) {
      return SmtpStage.EOM; // after DATA, during MIME ACL checks, by local_scan(), by non-SMTP ACL
    }
    return Ascii.equals(b, from, to, EHLO) || Ascii.equals(b, from, to, HELO)
        ? SmtpStage.EHLO
        : null;
  }
}
