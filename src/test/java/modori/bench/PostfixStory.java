package modori.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Messages as Postfix logs them: arrival, attempts, retries, notices, refusals. */
final class PostfixStory implements LogGenerator.Happening {
  /** About what a message and its share of refusals take. */
  static final int BYTES_PER_MESSAGE = 1450;

  private static final double LIFETIME_SECONDS = 86_400;
  private static final String[] REPLIES_FULL = {
    "452 4.2.2 <%s> Mailbox is full", "452 4.2.2 <%s> Quota exceeded (mailbox for user is full)"
  };
  private static final String UNKNOWN =
      "550 5.1.1 <%s>: Recipient address rejected: User unknown in virtual mailbox table";
  private static final String GREY =
      "450 4.7.1 <%s>: Recipient address rejected: Greylisted, please try again later";

  private final LogGenerator log;
  private final MailWorld world;
  private final Random random;

  /** A message in the queue. */
  private static final class Queued {
    final String queueId;
    final String sender;
    final double arrived;
    final int sizeBytes;
    int waiting;
    boolean failed;

    Queued(String queueId, String sender, double arrived, int sizeBytes, int waiting) {
      this.queueId = queueId;
      this.sender = sender;
      this.arrived = arrived;
      this.sizeBytes = sizeBytes;
      this.waiting = waiting;
    }
  }

  PostfixStory(LogGenerator log, MailWorld world) {
    this.log = log;
    this.world = world;
    this.random = world.random;
  }

  @Override
  public void at(double now) throws IOException {
    String clientDomain = world.remoteDomain();
    String client = "mail." + clientDomain + "[" + MailWorld.ip(clientDomain) + "]";
    String smtpd = "postfix/smtpd[" + world.processId() + "]: ";
    log.line(now, smtpd + "connect from " + client);
    if (random.nextInt(8) == 0) {
      refuse(now, smtpd, client, clientDomain);
      return;
    }
    boolean outgoing = random.nextInt(4) > 0;
    String sender = outgoing ? world.localAddress() : world.remoteAddress();
    int recipients = random.nextInt(6) > 0 ? 1 : 2 + random.nextInt(3);
    Queued message = new Queued(queueId(), sender, now, world.sizeBytes(), recipients);
    String login = outgoing ? ", sasl_method=PLAIN, sasl_username=" + sender : "";
    log.lineAt(now + 0.1, smtpd + message.queueId + ": client=" + client + login);
    arrive(now + 0.15, message, recipients);
    log.lineAt(now + 0.4, smtpd + "disconnect from " + client + " ehlo=1 mail=1 rcpt=1 data=1");
    List<String> to = new ArrayList<>();
    while (to.size() < recipients) {
      String recipient = outgoing ? world.recipient() : world.localAddress();
      if (!to.contains(recipient)) {
        to.add(recipient);
      }
    }
    for (String recipient : to) {
      log.plan(now + 0.5 + random.nextDouble() * 3, then -> attempt(then, message, recipient, 0));
    }
  }

  private void arrive(double at, Queued message, int recipients) {
    String cleanup = "postfix/cleanup[" + world.processId() + "]: ";
    String id = Math.round(at * 1000) + "." + message.queueId.toLowerCase(Locale.ROOT);
    log.lineAt(at, cleanup + message.queueId + ": message-id=<" + id + "@mx1.example.org>");
    log.lineAt(at + 0.1, active(message, recipients));
  }

  private static String active(Queued message, int recipients) {
    return String.format(
        Locale.ROOT,
        "postfix/qmgr[811]: %s: from=<%s>, size=%d, nrcpt=%d (queue active)",
        message.queueId,
        message.sender,
        message.sizeBytes,
        recipients);
  }

  private void refuse(double now, String smtpd, String client, String domain) {
    String sender = "x" + random.nextInt(1000) + "@" + domain;
    String recipient = world.localAddress();
    String why =
        random.nextBoolean()
            ? String.format(Locale.ROOT, UNKNOWN, recipient)
            : "554 5.7.1 <" + recipient + ">: Relay access denied";
    log.plan(
        now + 0.3,
        then -> {
          log.line(
              then,
              String.format(
                  Locale.ROOT,
                  "%sNOQUEUE: reject: RCPT from %s: %s; from=<%s> to=<%s> proto=ESMTP helo=<%s>",
                  smtpd,
                  client,
                  why,
                  sender,
                  recipient,
                  domain));
          log.truth().count("rejected", 1);
        });
    log.lineAt(now + 0.5, smtpd + "disconnect from " + client + " ehlo=1 mail=1 rcpt=0/1");
  }

  private void attempt(double now, Queued message, String recipient, int tries) throws IOException {
    boolean full = world.isFull(recipient, now);
    double luck = message.sender.isEmpty() ? 0 : random.nextDouble();
    String domain = recipient.substring(recipient.indexOf('@') + 1);
    boolean local = MailWorld.isLocal(recipient);
    String host = MailWorld.exchanger(domain) + "[" + MailWorld.ip(domain) + "]";
    String relay = local ? "store.example.org[private/lmtp]" : host + ":25";
    String said = "host " + host + " said: ";
    if (full) {
      log.truth().full(recipient, now);
      String reply =
          String.format(Locale.ROOT, REPLIES_FULL[Math.floorMod(domain.hashCode(), 2)], recipient);
      if (MailWorld.isStrict(recipient)) {
        String strict = reply.replace("452 4", "552 5");
        bounce(
            now,
            message,
            recipient,
            relay,
            "5.2.2",
            said + strict + " (in reply to RCPT TO command)");
      } else {
        defer(
            now,
            message,
            recipient,
            tries,
            relay,
            "4.2.2",
            said + reply + " (in reply to RCPT TO command)");
      }
    } else if (luck < 0.7 || tries > 0 && luck < 0.85) {
      String ok = "(250 2.0.0 OK " + message.queueId.toLowerCase(Locale.ROOT) + " queued)";
      log.line(now, to(message, recipient, relay, now, "2.0.0", "sent") + ok);
      log.truth().count("delivered", 1);
      settle(now, message);
    } else if (luck < 0.9) {
      defer(
          now,
          message,
          recipient,
          tries,
          luck < 0.8 ? "none" : relay,
          luck < 0.8 ? "4.4.1" : "4.7.1",
          luck < 0.8
              ? "connect to " + host + ":25: Connection timed out"
              : said
                  + String.format(Locale.ROOT, GREY, recipient)
                  + " (in reply to RCPT TO command)");
    } else {
      bounce(
          now,
          message,
          recipient,
          relay,
          "5.1.1",
          said + String.format(Locale.ROOT, UNKNOWN, recipient) + " (in reply to RCPT TO command)");
    }
  }

  private void defer(
      double now, Queued message, String recipient, int tries, String relay, String dsn, String why)
      throws IOException {
    log.line(now, to(message, recipient, relay, now, dsn, "deferred") + "(" + why + ")");
    log.truth().count("deferred", 1);
    double next = now + Math.min(300 << Math.min(tries, 6), 4000);
    if (next - message.arrived > LIFETIME_SECONDS && message.waiting == 1) {
      log.line(
          now + 1,
          "postfix/qmgr[811]: "
              + message.queueId
              + ": from=<"
              + message.sender
              + ">, status=expired, returned to sender");
      log.truth().count("expired", 1);
      message.failed = true;
      settle(now + 1, message);
      return;
    }
    log.lineAt(next - 0.01, active(message, message.waiting));
    log.plan(next, then -> attempt(then, message, recipient, tries + 1));
  }

  private void bounce(
      double now, Queued message, String recipient, String relay, String dsn, String why)
      throws IOException {
    log.line(now, to(message, recipient, relay, now, dsn, "bounced") + "(" + why + ")");
    log.truth().count("bounced", 1);
    message.failed = true;
    settle(now, message);
  }

  private String to(
      Queued message, String recipient, String relay, double now, String dsn, String status) {
    double delay = now - message.arrived;
    return String.format(
        Locale.ROOT,
        "postfix/%s[%d]: %s: to=<%s>, relay=%s, delay=%.1f, delays=%.1f/0.01/0.2/0.1, dsn=%s,"
            + " status=%s ",
        MailWorld.isLocal(recipient) ? "lmtp" : "smtp",
        world.processId(),
        message.queueId,
        recipient,
        relay,
        delay,
        delay,
        dsn,
        status);
  }

  // The last recipient is settled: a notice where one failed, then the message leaves the queue.
  private void settle(double now, Queued message) throws IOException {
    if (--message.waiting > 0) {
      return;
    }
    if (message.failed && !message.sender.isEmpty()) {
      Queued notice = new Queued(queueId(), "", now, 2500 + random.nextInt(3000), 1);
      log.line(
          now,
          "postfix/bounce["
              + world.processId()
              + "]: "
              + message.queueId
              + ": sender non-delivery notification: "
              + notice.queueId);
      arrive(now + 0.1, notice, 1);
      log.plan(now + 1, then -> attempt(then, notice, message.sender, 0));
    }
    log.lineAt(now + 0.05, "postfix/qmgr[811]: " + message.queueId + ": removed");
  }

  private String queueId() {
    StringBuilder id = new StringBuilder(11);
    while (id.length() < 11) {
      id.append("0123456789ABCDEF".charAt(random.nextInt(16)));
    }
    return id.toString();
  }
}
