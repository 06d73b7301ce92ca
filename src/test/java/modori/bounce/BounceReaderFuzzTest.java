package modori.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import modori.classify.Classifier;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes are, they give rows. {@code JAZZER_FUZZ=1 mvn test
 * -Dtest=BounceReaderFuzzTest} looks for new inputs, without it a fixed number is read.
 */
class BounceReaderFuzzTest {
  private static final int MUTATIONS = 4000;
  private static final BounceReader READER = new BounceReader(Classifier.standard());

  private static final List<String> SEEDS =
      List.of(
          """
          Return-Path: <>
          From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.jp>
          To: <a@example.com>
          Subject: =?iso-2022-jp?B?GyRCJCIbKEI=?= Returned mail
          Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

          --b/1

             ----- The following addresses had permanent fatal errors -----
          <b@example.jp>
              (reason: 552 5.2.2 mailbox full)

             ----- Transcript of session follows -----
          >>> RCPT To:<b@example.jp>
          <<< 552 5.2.2 mailbox full

          --b/1
          Content-Type: message/delivery-status

          Reporting-MTA: dns; mx.example.jp
          Arrival-Date: Thu, 24 Dec 2026 10:25:55 +0900

          Original-Recipient: rfc822; <c@example.jp>
          Final-Recipient: RFC822; b@example.jp
          Action: failed
          Status: 5.2.2 (mailbox full)
          Diagnostic-Code: SMTP; 552 5.2.2 <b@example.jp>
           mailbox full
          Last-Attempt-Date: Thu, 24 Dec 2026 10:25:56 +0900

          --b/1
          Content-Type: message/rfc822
          Content-Transfer-Encoding: quoted-printable

          Return-Path: <a@example.com>
          Received: from x (y [192.0.2.1]) by mx.example.jp (8.17) with ESMTP id Q1;
            Thu, 24 Dec 2026 10:25:55 +0900
          Message-ID: <m@example.com>
          From: "a" <a@example.com>

          --b/1--
          """,
          """
          From MAILER-DAEMON Thu Dec 24 10:25:55 2026
          From: MAILER-DAEMON@example.jp
          X-Failed-Recipients: b@example.jp, c@example.jp
          Content-Type: text/html; charset=shift_jis
          Content-Transfer-Encoding: base64

          PHA+Jmx0O2JAZXhhbXBsZS5qcCZndDs6PGJyPnVzZXIgaXMgb3ZlciBxdW90YTwvcD4=
          """,
          "{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":\"b@example.jp\"}]}}");

  @FuzzTest(maxDuration = "10m")
  void anyBytesGiveRows(byte[] bytes) {
    assertThat(READER.read("fuzz", bytes)).isNotEmpty();
  }

  @Test
  void damagedNoticesGiveRows() {
    Random random = new Random(20261224);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mail = SEEDS.get(i % SEEDS.size()).getBytes(StandardCharsets.UTF_8);
      anyBytesGiveRows(damaged(mail, random));
    }
  }

  private static byte[] damaged(byte[] mail, Random random) {
    byte[] bytes = mail;
    for (int n = random.nextInt(6); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      int length = random.nextInt(Math.min(40, bytes.length - at) + 1);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> cut(bytes, at, length);
            case 1 -> doubled(bytes, at, length);
            case 2 -> overwritten(bytes, at, length, random);
            default -> java.util.Arrays.copyOf(bytes, Math.max(1, at));
          };
    }
    return bytes;
  }

  private static byte[] cut(byte[] bytes, int at, int length) {
    byte[] out = new byte[Math.max(1, bytes.length - length)];
    System.arraycopy(bytes, 0, out, 0, Math.min(at, out.length));
    if (at < out.length) {
      System.arraycopy(
          bytes, at + length, out, at, Math.min(out.length - at, bytes.length - at - length));
    }
    return out;
  }

  private static byte[] doubled(byte[] bytes, int at, int length) {
    byte[] out = java.util.Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, at, out, at + length, bytes.length - at);
    return out;
  }

  private static byte[] overwritten(byte[] bytes, int at, int length, Random random) {
    byte[] out = bytes.clone();
    byte[] odd = {
      0, '\r', '\n', (byte) 0x1b, (byte) 0xff, '@', '<', '>', '=', ':', ';', '"', '-', ' '
    };
    for (int i = at; i < at + length; i++) {
      out[i] = odd[random.nextInt(odd.length)];
    }
    return out;
  }
}
