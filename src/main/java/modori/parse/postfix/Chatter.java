package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.LineFate;
import org.jspecify.annotations.Nullable;

/** Knows the lines that name no queue entry and say nothing of a message's fate. */
final class Chatter {
  private static final Phrases ANY =
      Phrases.builder()
          .add(Fates.CONNECT, "connect from ")
          .add(Fates.DISCONNECT, "disconnect from ")
          .add(Fates.ONE_HOST, "connect to ", "lost connection with ", "conversation with ")
          .add(Fates.ONE_HOST, "host ", "enabling PIX ", "SASL authentication failed; ")
          .add(Fates.ONE_HOST, "SASL [CACHED] authentication failed; ")
          .add(Fates.ONE_HOST, "mail for ", "breaking line > ", "unable to find primary relay ")
          .add(Fates.LOST, "lost connection after ", "timeout after ", "too many errors after ")
          .add(Fates.CLIENT_FAULT, "improper command pipelining after ", "bare <", "bare newline")
          .add(Fates.CLIENT_FAULT, "disconnect: ", "non-SMTP command from ")
          .add(Fates.STATISTICS, "statistics: ")
          .add(Fates.TLS, "Anonymous TLS ", "Untrusted TLS ", "Trusted TLS ", "Verified TLS ")
          .add(
              Fates.TLS, "TLS ", "SSL_", "SSL3 ", "setting up TLS connection ", "initializing the ")
          .add(Fates.TLS, "certificate verification ", "server certificate ", "Server certificate ")
          .add(Fates.TLS, "Cannot start TLS", "cannot load ", "Host offered STARTTLS")
          .add(Fates.TLS, "Unverified: ", "Verified: ", "Untrusted: ", "Trusted: ", "Issuer ")
          .add(Fates.TLS, "issuing session ticket ", "reloading session ", "save session ")
          .add(Fates.TLS, "removing session ", "looking for session ", "client certificate ")
          .add(Fates.TLS, "Peer certificate ", "Peer verification", "subject=", "issuer=")
          .add(Fates.TLS, "fingerprint=", "certificate ", "starting TLS engine")
          .add(Fates.TROUBLE, "fatal: ", "panic: ", "error: ")
          .add(Fates.CACHE, "table ", "cache ", "close database ", "open database ", "database ")
          .add(Fates.CACHE, "dict_", "looking for plugins in ", "unable to dlopen ")
          .add(Fates.LIFE, "daemon started ", "reload ", "terminating on signal ", "starting ")
          .add(Fates.LIFE, "stopping ", "refreshing the Postfix ", "using backwards-compatible ")
          .add(Fates.LIFE, "master ", "the Postfix mail system", "the postfix mail system")
          .add(Fates.REJECT_WARNING, "reject_warning: ")
          .add(
              Fates.ACTION,
              "warn: ",
              "filter: ",
              "redirect: ",
              "bcc: ",
              "info: ",
              "permit: ",
              "delay: ")
          .add(Fates.ACTION, "prepend: ", "replace: ")
          .add(Fates.PROXY, "proxy-accept: ")
          .add(Fates.NOTICE_LATER, "status=deferred (bounce failed)")
          .add(Fates.PEER, "discarding EHLO keywords: ", "ignoring DNS RR: ")
          .add(Fates.TRACE, ">>> ", "connection established ", "connection closed ")
          .add(Fates.TRACE, "before input_transp_", "after input_transp_", "rewrite stream ")
          .add(Fates.TRACE, "< ", "> ", "send attr ", "private/", "public/", "input attribute ")
          .build();

  private static final Phrases POSTSCREEN =
      Phrases.builder()
          .add(Fates.CONNECT, "CONNECT from ")
          .add(Fates.DISCONNECT, "DISCONNECT ")
          .add(Fates.SCREEN, "PASS ", "DNSBL rank ", "PREGREET ", "HANGUP ", "COMMAND ")
          .add(Fates.SCREEN, "WHITELIST", "ALLOWLIST", "BLACKLIST", "DENYLIST", "BARE NEWLINE ")
          .add(Fates.SCREEN, "NON-SMTP COMMAND ", "DATA without ", "BDAT without ")
          .add(Fates.SCREEN, "entering STRESS mode", "leaving STRESS mode", "cache ")
          .build();

  private static final Phrases POSTSUPER =
      Phrases.builder()
          .add(Fates.BY_HAND, "Deleted: ", "Requeued: ", "Placed on hold: ")
          .add(Fates.BY_HAND, "Released from hold: ", "Expired: ", "Force-expired: ")
          .add(Fates.BY_HAND, "Renamed to match inode number: ")
          .build();

  private static final byte[] TRACE_WORD = Ascii.word(": ");

  private Chatter() {}

  /** The fate of a text without queue id. */
  static LineFate read(Daemon daemon, byte[] bytes, int from, int to) {
    LineFate own = null;
    if (daemon == Daemon.POSTSCREEN) {
      own = POSTSCREEN.fate(bytes, from, to);
    } else if (daemon == Daemon.POSTSUPER) {
      own = POSTSUPER.fate(bytes, from, to);
    }
    LineFate known = own != null ? own : ANY.fate(bytes, from, to);
    return known != null ? known : byForm(bytes, from, to);
  }

  /**
   * Lines that are known by their form: debug traces begin with a function's name ({@code
   * smtpd_check_addr: …}), details of TLS with the peer ({@code mx.example[192.0.2.1]:25: re-using
   * session}).
   */
  private static LineFate byForm(byte[] bytes, int from, int to) {
    int end = from;
    boolean underscore = false;
    while (end < to && (isNamePart(bytes[end]) || bytes[end] == '_')) {
      underscore |= bytes[end] == '_';
      end++;
    }
    if (underscore && Ascii.startsWith(bytes, end, to, TRACE_WORD)) {
      return Fates.TRACE;
    }
    LineFate peer = peerDetail(bytes, from, to);
    return peer != null ? peer : Fates.UNKNOWN;
  }

  private static @Nullable LineFate peerDetail(byte[] bytes, int from, int to) {
    int blank = Ascii.indexOf(bytes, from, to, ' ');
    if (blank < 0 || bytes[blank - (blank > from ? 1 : 0)] != ':') {
      return null;
    }
    int open = Ascii.indexOf(bytes, from, blank, '[');
    int close = open < 0 ? -1 : Ascii.indexOf(bytes, open, blank, ']');
    return close < 0 ? null : Fates.PEER;
  }

  private static boolean isNamePart(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
