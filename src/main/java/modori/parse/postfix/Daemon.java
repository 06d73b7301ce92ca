package modori.parse.postfix;

import java.util.ArrayList;
import java.util.List;
import modori.parse.Ascii;

/** The Postfix programs that log, by the last path element of the syslog tag. */
enum Daemon {
  SMTP("smtp", Role.AGENT),
  QMGR("qmgr", Role.QUEUE),
  SMTPD("smtpd", Role.RECEIVER),
  CLEANUP("cleanup", Role.CLEANUP),
  LMTP("lmtp", Role.AGENT),
  LOCAL("local", Role.AGENT),
  VIRTUAL("virtual", Role.AGENT),
  PIPE("pipe", Role.AGENT),
  BOUNCE("bounce", Role.QUEUE),
  POSTSCREEN("postscreen", Role.RECEIVER),
  ERROR("error", Role.AGENT),
  RETRY("retry", Role.AGENT),
  DISCARD("discard", Role.AGENT),
  PICKUP("pickup", Role.RECEIVER),
  NQMGR("nqmgr", Role.QUEUE),
  OQMGR("oqmgr", Role.QUEUE),
  DEFER("defer", Role.QUEUE),
  TRACE("trace", Role.QUEUE),
  QMQPD("qmqpd", Role.RECEIVER),
  SPAWN("spawn", Role.AGENT),
  POSTSUPER("postsuper", Role.QUEUE),
  ANVIL("anvil", Role.HELPER),
  SCACHE("scache", Role.HELPER),
  TLSMGR("tlsmgr", Role.HELPER),
  TLSPROXY("tlsproxy", Role.HELPER),
  DNSBLOG("dnsblog", Role.HELPER),
  TRIVIAL_REWRITE("trivial-rewrite", Role.HELPER),
  VERIFY("verify", Role.HELPER),
  PROXYMAP("proxymap", Role.HELPER),
  PROXYWRITE("proxywrite", Role.HELPER),
  SHOWQ("showq", Role.HELPER),
  FLUSH("flush", Role.HELPER),
  MASTER("master", Role.HELPER),
  POSTLOGD("postlogd", Role.HELPER),
  POSTLOG("postlog", Role.HELPER),
  POSTQUEUE("postqueue", Role.HELPER),
  POSTDROP("postdrop", Role.HELPER),
  SENDMAIL("sendmail", Role.HELPER),
  POSTFIX("postfix", Role.HELPER),
  POSTFIX_SCRIPT("postfix-script", Role.HELPER),
  POSTFIX_TLS_SCRIPT("postfix-tls-script", Role.HELPER),
  POST_INSTALL("post-install", Role.HELPER),
  POSTMULTI("postmulti", Role.HELPER),
  POSTMULTI_SCRIPT("postmulti-script", Role.HELPER),
  POSTMAP("postmap", Role.HELPER),
  POSTALIAS("postalias", Role.HELPER),
  POSTCONF("postconf", Role.HELPER),
  POSTCAT("postcat", Role.HELPER),
  POSTKICK("postkick", Role.HELPER),
  POSTLOCK("postlock", Role.HELPER),
  POLICY_SPF("policy-spf", Role.POLICY),
  POLICYD_SPF("policyd-spf", Role.POLICY),
  POSTGREY("postgrey", Role.POLICY),
  UNKNOWN("", Role.HELPER);

  /** What the manual page says that a program does with mail. */
  enum Role {
    /** Makes delivery attempts. */
    AGENT,
    /** Takes mail in. */
    RECEIVER,
    /** cleanup(8): between receiving and the queue. */
    CLEANUP,
    /** Works on queue entries. */
    QUEUE,
    /** Serves the others or the administrator; never decides on a message. */
    HELPER,
    /** A policy server; Postfix' own line tells what came of its advice. */
    POLICY
  }

  private static final Daemon[][] BY_LENGTH = byLength();

  @SuppressWarnings("ImmutableEnumChecker") // never written, never handed out
  private final byte[] word;

  private final Role role;

  Daemon(String name, Role role) {
    this.word = Ascii.word(name);
    this.role = role;
  }

  Role role() {
    return role;
  }

  /** The program with this name, or {@link #UNKNOWN}. */
  static Daemon named(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length <= 0 || length >= BY_LENGTH.length) {
      return UNKNOWN;
    }
    for (Daemon daemon : BY_LENGTH[length]) {
      if (Ascii.startsWith(bytes, from, to, daemon.word)) {
        return daemon;
      }
    }
    return UNKNOWN;
  }

  private static Daemon[][] byLength() {
    List<List<Daemon>> lists = new ArrayList<>();
    for (Daemon daemon : values()) {
      while (lists.size() <= daemon.word.length) {
        lists.add(new ArrayList<>());
      }
      if (daemon != UNKNOWN) {
        lists.get(daemon.word.length).add(daemon);
      }
    }
    return lists.stream().map(list -> list.toArray(Daemon[]::new)).toArray(Daemon[][]::new);
  }
}
