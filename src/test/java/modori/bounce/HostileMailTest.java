package modori.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import modori.classify.Classifier;
import org.junit.jupiter.api.Test;

/** Mail that is made to hurt: bounded time and memory, never an exception. */
class HostileMailTest {
  private static final long MAX_CPU_NANOS = 2_000_000_000L;
  private static final String HEAD =
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.jp\nTo: a@example.com\nSubject: failure notice\n";

  private final BounceReader reader = new BounceReader(Classifier.standard());

  @Test
  void multipartsNestedTenThousandDeepAreReadOnlyToABound() {
    StringBuilder mail = new StringBuilder(HEAD);
    for (int i = 0; i < 10_000; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\n\n--b")
          .append(i)
          .append('\n');
    }
    assertThat(read(mail)).hasSize(1);
  }

  @Test
  void returnedMailsNestedTenThousandDeepAreReadOnlyToABound() {
    StringBuilder mail = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      mail.append(
          "Subject: Fwd: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n");
    }
    assertThat(read(mail)).hasSize(1);
  }

  @Test
  void aHeaderOfAMillionLinesIsPassedOver() {
    StringBuilder mail = new StringBuilder(HEAD);
    mail.append("X-Padding: 1\n ".repeat(500_000))
        .append("end\n")
        .append("X-More: 1\n".repeat(500_000));
    mail.append("\n<b@example.jp>:\nuser is over quota\n");
    assertThat(read(mail).get(0).recipient().finalRecipient()).isEqualTo("b@example.jp");
  }

  @Test
  void endlessEncodedWordsAreReadToABound() {
    StringBuilder mail = new StringBuilder("From: MAILER-DAEMON@mx.example.jp\nSubject: ");
    mail.append("=?utf-8?B?44GC?= =?".repeat(300_000))
        .append("\n\n<b@example.jp>:\nno such user, unable to deliver\n");
    assertThat(read(mail)).hasSize(1);
  }

  @Test
  void aMillionAtSignsAreNoMillionSearches() {
    StringBuilder mail = new StringBuilder(HEAD).append('\n');
    mail.append("could not be delivered to <".repeat(3)).append("@".repeat(1_000_000)).append('\n');
    mail.append("a@".repeat(500_000)).append("<@@@>".repeat(100_000));
    assertThat(read(mail)).isNotEmpty();
  }

  @Test
  void aHundredThousandBoundariesAreBoundedInNumber() {
    StringBuilder mail = new StringBuilder(HEAD);
    mail.append("Content-Type: multipart/report; boundary=b\n\n");
    mail.append(
        "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; b@example.jp\nAction: failed\nStatus: 5.2.2\n\n"
            .repeat(100_000));
    assertThat(read(mail)).hasSize(1);
  }

  @Test
  void aReportOfAHundredThousandRecipientsIsCut() {
    StringBuilder mail = new StringBuilder(HEAD);
    mail.append(
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.jp\n\n");
    for (int i = 0; i < 100_000; i++) {
      mail.append("Final-Recipient: rfc822; u")
          .append(i)
          .append("@example.jp\nAction: failed\nStatus: 5.2.2\n\n");
    }
    assertThat(read(mail)).hasSizeBetween(100, 1000);
  }

  @Test
  void aLineOfFifteenMegabytesIsCut() {
    StringBuilder mail =
        new StringBuilder(HEAD).append("\nYour message could not be delivered to <b@example.jp> ");
    mail.append("x ".repeat(7_500_000));
    assertThat(read(mail).get(0).recipient().finalRecipient()).isEqualTo("b@example.jp");
  }

  @Test
  void aBounceThatReturnsFifteenMegabytesCostsLittle() {
    StringBuilder mail = new StringBuilder(HEAD);
    mail.append(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n<b@example.jp>:\nuser is over quota\n\n--b\nContent-Type: message/rfc822\n\nFrom: a@example.com\n\n");
    mail.append(
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\n".repeat(210_000));
    mail.append("--b--\n");
    BounceNotice row = read(mail).get(0);
    assertThat(row.recipient().finalRecipient()).isEqualTo("b@example.jp");
    assertThat(row.returned().sender()).isEqualTo("a@example.com");
  }

  @Test
  void bytesThatAreNoTextAreNoNotice() {
    byte[] noise = new byte[1 << 20];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 31 + (i >> 7));
    }
    assertThat(timed(() -> reader.read("noise", noise)).get(0).kind())
        .isEqualTo(NoticeKind.NOT_A_NOTICE);
    assertThat(reader.read("nul", new byte[1 << 20]).get(0).kind())
        .isEqualTo(NoticeKind.NOT_A_NOTICE);
    assertThat(reader.read("empty", new byte[0]).get(0).kind()).isEqualTo(NoticeKind.NOT_A_NOTICE);
  }

  @Test
  void unclosedTagsAndCommentsOfHtmlAreReadOnce() {
    StringBuilder mail = new StringBuilder(HEAD).append("Content-Type: text/html\n\n");
    mail.append("<!-- <style <b>".repeat(100_000)).append("&#".repeat(100_000));
    assertThat(read(mail)).hasSize(1);
  }

  private List<BounceNotice> read(CharSequence mail) {
    byte[] bytes = mail.toString().getBytes(StandardCharsets.UTF_8);
    return timed(() -> reader.read("hostile", bytes));
  }

  private static <T> T timed(Supplier<T> work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    T result = work.get();
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    assertThat(spent).as("CPU time in ns").isLessThan(MAX_CPU_NANOS);
    return result;
  }
}
