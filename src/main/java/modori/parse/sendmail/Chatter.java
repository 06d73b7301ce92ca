package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import org.jspecify.annotations.Nullable;

/**
 * What Sendmail says of itself and its peers; the texts are those of the format strings in its
 * source (8.12 to 8.18).
 */
final class Chatter {
  private static final KnownLines BEGINNINGS =
      new KnownLines()
          .ignored("TLS", "STARTTLS", "tls_", "engine=", "inittls", "TLS:", "AUTH TLS", "TLSA")
          .ignored(
              "authentication",
              "AUTH",
              "SASL",
              "auth=\"",
              "encode64 for AUTH",
              "safesaslfile",
              "error: safesasl",
              "warning: safesasl")
          .ignored("authentication warning", "Authentication-Warning:")
          .ignored("system error", "SYSERR", "NOQUEUE: SYSERR")
          .ignored("milter", "Milter", "milter")
          .ignored("SMTP dialogue", "<-- ", "--- ", "SMTP outgoing connect on", ">>> ")
          .ignored(
              "connection lost",
              "lost input channel from",
              "timeout waiting for input",
              "reply: read error",
              "Null connection from",
              "makeconnection",
              "collect: ",
              "timeout writing message to")
          .ignored(
              "connection",
              "connect from",
              "disconnect",
              "SMTP MAIL command",
              "SMTP AUTH command",
              "SMTP STARTTLS command",
              "SMTP RCPT command",
              "SMTP ETRN command",
              "SMTP HELO command",
              "SMTP EHLO command",
              "invalid domain name",
              "gethostbyaddr",
              "tcpwrappers")
          .ignored(
              "load",
              "rejecting connections on daemon",
              "deferring connections on daemon",
              "delaying connections on daemon",
              "have been rejecting connections",
              "accepting connections again",
              "rejecting new messages: min free",
              "rejecting commands from",
              "rejecting ",
              "delaying=",
              "Aborting queue run",
              "Skipping ",
              "low on space",
              "load average")
          .ignored(
              "queue run",
              "runqueue",
              "grew WorkList",
              "WorkList for",
              "Processed from queue",
              "running queue",
              "done; delay=",
              "dropenvelope",
              "locked",
              "changed",
              "too young",
              "unlock",
              "queueup",
              "dowork",
              "assigned id",
              "split: ",
              "discarded",
              "sqr:",
              "rwg:",
              "rq:",
              "restart queue runner",
              "persistent queue runner",
              "queue control process",
              "No deliveries: auto-queueing",
              "Removed quarantine",
              "Quarantine",
              "Already quarantined")
          .ignored(
              "start and stop",
              "starting daemon",
              "restarting ",
              "stopping daemon",
              "started as",
              "daemon ",
              "getrequests",
              "opendaemonsocket",
              "accepting connections",
              "drop_privileges",
              "could not restart",
              "My unqualified host name",
              "could not exec",
              "finis",
              "in background",
              "unable to write pid",
              "user ",
              "User ",
              "WARNING: RunAsUser")
          .ignored(
              "aliases and maps",
              "alias ",
              "alias:",
              "/",
              "forward ",
              "forward:",
              "newaliases",
              "expand ",
              "dns ",
              "ldap",
              "map ",
              "Can't create database",
              "Cannot create database",
              "warning: cannot lock",
              "timeout connecting to LDAP",
              "Error getting LDAP",
              "include ",
              "include:",
              "notice: ",
              "clone ")
          .ignored(
              "file trouble",
              "Losing ",
              "mailfile",
              "mci_",
              "sync_dir",
              "filesys_",
              "cannot ",
              "Cannot ",
              "can not write",
              "file ",
              "WARNING",
              "Warning",
              "dangerous permissions",
              "unable to ",
              "endmailer",
              "openmailer",
              "bogus queue")
          .ignored(
              "suspect content",
              "Fixed MIME",
              "Truncated MIME",
              "Truncated long MIME",
              "POSSIBLE ATTACK",
              "SECURITY ALERT",
              "unauthorized PIPELINING")
          .ignored("headers too large", "headers too large")
          .ignored(
              "debug",
              "--deliver",
              "deliver",
              "sendall",
              "main: where",
              "e_id=",
              "dumping state",
              "sender ",
              "setsender");

  private static final LineFate SILENT_CLIENT =
      LineFate.ignored("client that issued no MAIL command");
  private static final LineFate ATTACK = LineFate.ignored("suspect client");
  private static final LineFate QUERY = LineFate.ignored("query of addresses or queue");

  private static final byte[] DID_NOT_ISSUE = Ascii.word(" did not issue ");
  private static final byte[] POSSIBLE = Ascii.word("ossible SMTP ");
  private static final byte[] VIOLATION = Ascii.word("SMTP violation");
  private static final byte[] PROXY = Ascii.word("probable open proxy");
  private static final byte[] DELAYING = Ascii.word(": delaying ");
  private static final byte[] VRFY = Ascii.word(": VRFY ");
  private static final byte[] EXPN = Ascii.word(": EXPN ");
  private static final byte[] ETRN = Ascii.word(": ETRN ");
  private static final byte[] VRFY_TYPED = Ascii.word("]: vrfy ");
  private static final byte[] EXPN_TYPED = Ascii.word("]: expn ");
  private static final byte[] ETRN_TYPED = Ascii.word("]: etrn ");
  private static final byte[] REJECTED = Ascii.word("[rejected]");
  private static final byte[] COMMAND_FROM = Ascii.word("\" command from ");
  private static final byte[] PROTOCOL_ERROR = Ascii.word(" protocol error: ");

  private Chatter() {}

  /** The kind of a line known by its first words, or null. */
  static @Nullable LineFate byBeginning(byte[] bytes, int from, int to) {
    return BEGINNINGS.find(bytes, from, to);
  }

  /** The kind of a line that names its client first, or null. */
  static @Nullable LineFate aboutClient(byte[] bytes, int from, int to) {
    if (holds(bytes, from, to, DID_NOT_ISSUE)) {
      return SILENT_CLIENT;
    }
    if (holds(bytes, from, to, POSSIBLE)
        || holds(bytes, from, to, VIOLATION)
        || holds(bytes, from, to, PROXY)
        || holds(bytes, from, to, DELAYING)
        || holds(bytes, from, to, COMMAND_FROM)
        || holds(bytes, from, to, PROTOCOL_ERROR)) {
      return ATTACK;
    }
    if (holds(bytes, from, to, VRFY)
        || holds(bytes, from, to, EXPN)
        || holds(bytes, from, to, ETRN)
        || holds(bytes, from, to, VRFY_TYPED)
        || holds(bytes, from, to, EXPN_TYPED)
        || holds(bytes, from, to, ETRN_TYPED)
        || holds(bytes, from, to, REJECTED)) {
      return QUERY;
    }
    return null;
  }

  private static boolean holds(byte[] bytes, int from, int to, byte[] word) {
    return Ascii.indexOf(bytes, from, to, word) >= 0;
  }
}
