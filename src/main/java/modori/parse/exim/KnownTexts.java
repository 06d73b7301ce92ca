package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/** Begins of lines that say nothing of a message's fate, as Exim 4.96's and older sources write. */
final class KnownTexts {
  private static final LineFate TLS = LineFate.ignored("TLS");
  private static final LineFate AUTHENTICATION = LineFate.ignored("authentication");
  private static final LineFate ROUTING = LineFate.ignored("routing note");
  private static final LineFate OUTPUT = LineFate.ignored("output of a delivery program");
  private static final LineFate INTERNAL = LineFate.ignored("trouble of the server itself");

  /** Behind a message id. */
  static final KnownLines NUMBERED =
      new KnownLines()
          .ignored(
              "message frozen",
              "Message is frozen",
              "Unfrozen by ",
              "unfrozen by ",
              "frozen ",
              "Message frozen")
          .ignored("message locked by another process", "Spool file is locked", "Spool file for ")
          .ignored(
              "no immediate delivery", "no immediate delivery", "queued by ", "delivery deferred")
          .ignored("DKIM, ARC or SPF", "DKIM", "ARC", "SPF", "DMARC", "signer: ", "PDKIM")
          .ignored("score of a content filter", "SA: ", "sa-exim", "SpamAssassin", "spamd")
          .ignored("TLS", "TLS ", "DANE ", "SSL ", "dnssec fail", "[")
          .ignored(
              "routing note",
              "original recipients ignored",
              "qualify/rewrite: ",
              "lowest numbered MX")
          .ignored(
              "routing note",
              "remote host address is the local host",
              "Message-ID: ",
              "removed header")
          .ignored(
              "name lookup",
              "no IP address found for host",
              "no host name found",
              "DNS ",
              "host lookup")
          .ignored("who submitted", "Sender identification ", "SMTP connection identification ")
          .ignored("SMTP connection", "SMTP ", "PRDR ", "Remote host ", "sending ")
          .ignored("warning of an access rule", "Warning: ", "warning: ")
          .ignored("authentication", "authenticated")
          .ignored(
              "trouble of the server itself",
              "Spool ",
              "spool ",
              "failed to ",
              "Failed to ",
              "Format error in spool")
          .ignored(
              "trouble of the server itself",
              "Unexpected ",
              "Error ",
              "error ",
              "Process ",
              "process ",
              "fork failed")
          .ignored(
              "trouble of the server itself",
              "malware acl condition",
              "spam acl condition",
              "re-exec ",
              "User ")
          .ignored(
              "trouble of the server itself",
              "home directory ",
              "current directory ",
              "moved from input",
              "tainted ")
          .ignored(
              "trouble of the server itself",
              "invalid ",
              "Child ",
              "bind of ",
              "no recipients found",
              "ACL ")
          .ignored("TLS", "Required TLS ", "Server certificate ", "OCSP ", "No ALPN")
          .ignored(
              "routing note",
              "recipient <",
              "sender address changed",
              "Delivery deferred by system filter")
          .ignored(
              "trouble of the server itself",
              "retry ",
              "Retry ",
              "Tainted ",
              "unable to ",
              "string_",
              "File ");

  /** Without a message id. */
  static final KnownLines UNNUMBERED =
      new KnownLines()
          .ignored("queue run", "Start queue run", "End queue run", "Start '", "End '", "queue run")
          .ignored(
              "SMTP connection",
              "SMTP connection from ",
              "SMTP connection lost",
              "SMTP connection outbound")
          .ignored("who submitted", "SMTP connection identification ", "Sender identification ")
          .ignored(
              "SMTP connection",
              "no MAIL in ",
              "unexpected ",
              "SMTP command timeout",
              "SMTP data timeout")
          .ignored(
              "SMTP connection",
              "SMTP call from ",
              "incomplete transaction",
              "too many connections")
          .ignored(
              "SMTP connection", "Connection from ", "Connection ", "lost ", "closed connection")
          .ignored(
              "SMTP protocol error", "SMTP protocol ", "SMTP syntax error", "SMTP error", "SMTP ")
          .ignored(
              "SMTP protocol error",
              "syntax error",
              "bad ",
              "overlong ",
              "ridiculously long ",
              "ignoring AUTH=")
          .ignored("SMTP protocol error", "Message abandoned", "message abandoned", "ignoring ")
          .ignored("TLS", "TLS ", "SSL ", "DANE ", "cipher", "GnuTLS", "STARTTLS", "ALPN", "OCSP")
          .ignored(
              "name lookup", "no host name found", "no IP address found", "DNS ", "dns", "Long ")
          .ignored(
              "name lookup",
              "lowest numbered MX",
              "remote host address is the local host",
              "host lookup")
          .ignored(
              "name lookup", "RBL ", "ident ", "host name alias list truncated", "list matching")
          .ignored("refused command other than mail", "VRFY ", "EXPN ", "ETRN ")
          .ignored(
              "daemon", "exim ", "daemon", "SIGHUP", "SIGTERM", "pid ", "Exim ", "inetd", "socket ")
          .ignored("daemon", "re-exec", "configuration ", "listen")
          .ignored("call of the program", "cwd=", "args:")
          .ignored("SMTP connection", "sender verify defer (", "recipient verify defer (")
          .ignored("warning of an access rule", "ACL \"warn\"")
          .ignored(
              "warning of an access rule",
              "Warning: ",
              "WARNING: ",
              "warning: ",
              "Suggested action",
              " Suggested ")
          .ignored(
              "trouble of the server itself",
              "failed to ",
              "Failed to ",
              "Error ",
              "error ",
              "expansion of ",
              "Exim is ")
          .ignored(
              "trouble of the server itself",
              "Cannot ",
              "Unable to ",
              "unable to ",
              "cannot ",
              "Berkeley DB",
              "Retry ")
          .ignored(
              "trouble of the server itself",
              "spool ",
              "Spool ",
              "fork ",
              "process ",
              "Process ",
              "Tainted ",
              "Format ")
          .ignored(
              "trouble of the server itself",
              "Memory ",
              "malloc",
              "LDAP",
              "MySQL",
              "MYSQL",
              "PGSQL",
              "PostgreSQL")
          .ignored(
              "trouble of the server itself",
              "invalid ",
              "configured error code",
              "ACL for ",
              "EHLO/HELO response must")
          .ignored(
              "trouble of the server itself",
              "internal problem",
              "malware acl condition",
              "spam acl condition")
          .ignored("DKIM, ARC or SPF", "DKIM", "SPF", "DMARC", "ARC", "PDKIM");

  /** Behind the fields about a client. */
  static final KnownLines AFTER_CLIENT =
      new KnownLines()
          .ignored("warning of an access rule", "Warning: ", "warning: ")
          .ignored(
              "SMTP connection",
              "incomplete transaction",
              "closed connection",
              "lost ",
              "too many ")
          .ignored("SMTP connection", "Connection ", "SMTP ", "dropped", "unexpected ")
          .ignored("TLS", "TLS ", "SSL ", "STARTTLS")
          .ignored("refused command other than mail", "VRFY ", "EXPN ", "ETRN ")
          .ignored("DKIM, ARC or SPF", "DKIM", "SPF", "DMARC", "ARC")
          .ignored("name lookup", "no host name found", "host lookup")
          .ignored("authentication", "authenticator ", "ignoring AUTH=");

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

  private KnownTexts() {}

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
