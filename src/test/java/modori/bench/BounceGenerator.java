package modori.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Writes an mbox of delivery status notifications (RFC 3464) as Postfix sends them and beside it,
 * in a file of the same name with {@code .truth}, what they say. The same arguments give the same
 * bytes.
 *
 * <p>{@code java -cp target/test-classes modori.bench.BounceGenerator COUNT SEED FILE}
 */
public final class BounceGenerator {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FROM_LINE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  // RFC 3463 says what the codes mean; the texts are those of the generated logs.
  private enum Cause {
    MAILBOX_FULL("5.2.2", "552 5.2.2 <%s> Mailbox is full"),
    USER_UNKNOWN("5.1.1", "550 5.1.1 <%s>: Recipient address rejected: User unknown"),
    RELAY_DENIED("5.7.1", "554 5.7.1 <%s>: Relay access denied");

    final String status;
    final String text;

    Cause(String status, String text) {
      this.status = status;
      this.text = text;
    }
  }

  private BounceGenerator() {}

  /** Writes an mbox; see above. */
  public static void main(String[] words) throws IOException {
    if (words.length != 3) {
      throw new IllegalArgumentException("COUNT SEED FILE");
    }
    int count = Integer.parseInt(words[0]);
    Path file = Path.of(words[2]);
    MailWorld world = new MailWorld(new Random(Long.parseLong(words[1])), 1);
    Truth truth = new Truth();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int number = 0; number < count; number++) {
        int luck = world.random.nextInt(10);
        Cause cause =
            luck < 4 ? Cause.MAILBOX_FULL : luck < 8 ? Cause.USER_UNKNOWN : Cause.RELAY_DENIED;
        byte[] mail = mail(world, number, cause).getBytes(StandardCharsets.US_ASCII);
        out.write(mail);
        truth.count("notices", 1);
        truth.count("bytes", mail.length);
        truth.count(cause.name().toLowerCase(Locale.ROOT), 1);
      }
    }
    Files.writeString(Path.of(file + ".truth"), truth.text());
  }

  private static String mail(MailWorld world, int number, Cause cause) {
    String sender = world.localAddress();
    String recipient = world.remoteAddress();
    String domain = recipient.substring(recipient.indexOf('@') + 1);
    String host = MailWorld.exchanger(domain);
    String date = DATE.format(LogGenerator.instant(number * 7.0));
    String text = String.format(Locale.ROOT, cause.text, recipient);
    String id = String.format(Locale.ROOT, "%010X", 0x9A0000000L + number * 17L);
    return """
        From MAILER-DAEMON %s
        Return-Path: <>
        Received: by mx1.example.org (Postfix)
        \tid %s; %s
        Date: %s
        From: MAILER-DAEMON@mx1.example.org (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: %s
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="%s.1/mx1.example.org"
        Message-Id: <%s@mx1.example.org>

        This is a MIME-encapsulated message.

        --%s.1/mx1.example.org
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx1.example.org.

        Your message did not reach the recipient below; it is attached.

        <%s>: host %s[%s] said: %s
            (in reply to RCPT TO command)

        --%s.1/mx1.example.org
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx1.example.org
        X-Postfix-Queue-ID: %s
        X-Postfix-Sender: rfc822; %s
        Arrival-Date: %s

        Final-Recipient: rfc822; %s
        Original-Recipient: rfc822;%s
        Action: failed
        Status: %s
        Remote-MTA: dns; %s
        Diagnostic-Code: smtp; %s

        --%s.1/mx1.example.org
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        Received: from desk.example.org (desk.example.org [192.0.2.7])
        \tby mx1.example.org (Postfix) with ESMTPSA id %s
        \tfor <%s>; %s
        Date: %s
        From: %s
        To: %s
        Subject: Minutes of meeting %d
        Message-Id: <%d.minutes@desk.example.org>

        %s
        --%s.1/mx1.example.org--

        """
        .formatted(
            FROM_LINE.format(LogGenerator.instant(number * 7.0)),
            id,
            date,
            date,
            sender,
            id,
            id,
            id,
            recipient,
            host,
            MailWorld.ip(domain),
            text,
            id,
            id,
            sender,
            date,
            recipient,
            recipient,
            cause.status,
            host,
            text,
            id,
            id,
            recipient,
            date,
            date,
            sender,
            recipient,
            number,
            number,
            "The minutes are in the usual place; please answer by Friday.\n".repeat(20),
            id);
  }
}
