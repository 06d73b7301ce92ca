package modori.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;

/** Messages as Sendmail logs them: one recipient each, retries every hour, notices, refusals. */
final class SendmailStory implements LogGenerator.Happening {
  /** About what a message and its share of refusals take. */
  static final int BYTES_PER_MESSAGE = 640;

  private static final double RETRY_SECONDS = 3600;

  private final LogGenerator log;
  private final MailWorld world;
  private final Random random;
  private int serial;

  SendmailStory(LogGenerator log, MailWorld world) {
    this.log = log;
    this.world = world;
    this.random = world.random;
  }

  @Override
  public void at(double now) throws IOException {
    String clientDomain = world.remoteDomain();
    String client = "mail." + clientDomain + " [" + MailWorld.ip(clientDomain) + "]";
    String queueId = queueId(now);
    if (random.nextInt(8) == 0) {
      String recipient = world.remoteAddress();
      log.line(
          now,
          String.format(
              Locale.ROOT,
              "sendmail[%d]: %s: ruleset=check_rcpt, arg1=<%s>, relay=%s, reject=550 5.7.1 <%s>..."
                  + " Relaying denied",
              world.processId(),
              queueId,
              recipient,
              client,
              recipient));
      log.truth().count("rejected", 1);
      return;
    }
    boolean outgoing = random.nextInt(4) > 0;
    String sender = outgoing ? world.localAddress() : world.remoteAddress();
    String recipient = outgoing ? world.recipient() : world.localAddress();
    log.line(
        now,
        String.format(
            Locale.ROOT,
            "sendmail[%d]: %s: from=<%s>, size=%d, class=0, nrcpts=1, msgid=<%d.%s@mx1.example.org>,"
                + " proto=ESMTP, daemon=MTA, relay=%s",
            world.processId(),
            queueId,
            sender,
            world.sizeBytes(),
            Math.round(now * 1000),
            queueId.toLowerCase(Locale.ROOT),
            client));
    log.plan(
        now + 1 + random.nextDouble() * 3,
        then -> attempt(then, queueId, sender, recipient, now, 0));
  }

  private void attempt(
      double now, String queueId, String sender, String recipient, double arrived, int tries)
      throws IOException {
    double luck = random.nextDouble();
    if (world.isFull(recipient, now)) {
      log.truth().full(recipient, now);
      if (MailWorld.isStrict(recipient)) {
        String reply = "552 5.2.2 <" + recipient + ">... Mailbox full";
        bounce(now, queueId, sender, recipient, arrived, "5.2.2", reply, "Service unavailable");
      } else {
        defer(
            now,
            queueId,
            sender,
            recipient,
            arrived,
            tries,
            "4.2.2",
            "452 4.2.2 <" + recipient + "> Mailbox full");
      }
    } else if (luck < 0.75 || tries > 0 && luck < 0.85) {
      String stat = "Sent (OK " + queueId.toLowerCase(Locale.ROOT) + ")";
      log.line(now, to(now, queueId, recipient, arrived, "dsn=2.0.0, stat=" + stat));
      log.truth().count("delivered", 1);
    } else if (luck < 0.92) {
      String relay = MailWorld.exchanger(recipient.substring(recipient.indexOf('@') + 1));
      defer(
          now,
          queueId,
          sender,
          recipient,
          arrived,
          tries,
          "4.4.1",
          "Connection timed out with " + relay + ".");
    } else {
      String reply = "550 5.1.1 <" + recipient + ">... User unknown";
      bounce(now, queueId, sender, recipient, arrived, "5.1.1", reply, "User unknown");
    }
  }

  private void defer(
      double now,
      String queueId,
      String sender,
      String recipient,
      double arrived,
      int tries,
      String dsn,
      String why)
      throws IOException {
    log.line(now, to(now, queueId, recipient, arrived, "dsn=" + dsn + ", stat=Deferred: " + why));
    log.truth().count("deferred", 1);
    log.plan(
        now + RETRY_SECONDS, then -> attempt(then, queueId, sender, recipient, arrived, tries + 1));
  }

  private void bounce(
      double now,
      String queueId,
      String sender,
      String recipient,
      double arrived,
      String dsn,
      String reply,
      String stat)
      throws IOException {
    String end = "dsn=" + dsn + ", reply=" + reply + ", stat=" + stat;
    log.line(now, to(now, queueId, recipient, arrived, end));
    log.truth().count("bounced", 1);
    String notice = queueId(now);
    log.line(
        now, "sendmail[" + world.processId() + "]: " + queueId + ": " + notice + ": DSN: " + stat);
    log.plan(
        now + 0.3,
        then -> {
          log.line(then, to(then, notice, sender, now, "dsn=2.0.0, stat=Sent"));
          log.truth().count("delivered", 1);
        });
  }

  private String to(double now, String queueId, String recipient, double arrived, String end) {
    long delay = (long) (now - arrived);
    String domain = recipient.substring(recipient.indexOf('@') + 1);
    boolean local = MailWorld.isLocal(recipient);
    String relay =
        local ? "" : "relay=" + MailWorld.exchanger(domain) + ". [" + MailWorld.ip(domain) + "], ";
    return String.format(
        Locale.ROOT,
        "sendmail[%d]: %s: to=<%s>, delay=%s%02d:%02d:%02d, xdelay=00:00:01, mailer=%s, pri=%d,"
            + " %s%s",
        world.processId(),
        queueId,
        recipient,
        delay < 86_400 ? "" : delay / 86_400 + "+",
        delay / 3600 % 24,
        delay / 60 % 60,
        delay % 60,
        local ? "local" : "esmtp",
        120_000 + random.nextInt(1000),
        relay,
        end);
  }

  // Eight characters of the time, then the process id in six digits (Sendmail's queue.c).
  private String queueId(double now) {
    return String.format(Locale.ROOT, "62N%05X%06d", (long) now & 0xFFFFF, serial++ % 1_000_000);
  }
}
