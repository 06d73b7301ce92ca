package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import modori.spark.pipeline.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nights of which the second finds a late file, a new day and a notice. */
class DiffCommandTest {
  private static final String FULL = "said: 552 5.2.2 mailbox full";

  @TempDir static Path folder;

  @BeforeAll
  static void runTwoNights() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    log("a.log", failed("2026-12-01T10:00:00+00:00", "4A1B2C3D41", "kai@example.org", FULL));
    night();
    log(
        "late.log",
        failed("2026-12-01T11:00:00+00:00", "4A1B2C3D42", "mei@example.org", FULL)
            + failed("2026-12-02T11:00:00+00:00", "4A1B2C3D43", "kai@example.org", FULL));
    night();
  }

  @Test
  void itTellsWhatWasReadSinceAndWhichFailuresAreMore() {
    Answer diff = modori("diff", "--warehouse", warehouse());
    assertThat(diff.exitCode()).as(diff.err()).isZero();
    assertThat(diff.out())
        .contains("read since: 4 lines of 1 file: ", "late.log (4 lines)")
        .contains("more or fewer lines of 2026-12-01")
        .contains("mail of 2026-12-02, not read before")
        .doesNotContain("the code is not the same");
  }

  @Test
  void csvHasOneRowPerDomainReasonAndCause() {
    Answer diff = modori("diff", "--format", "csv", "--warehouse", warehouse());
    assertThat(diff.out().lines())
        .containsExactly(
            "recipient_domain,reason,before,after,difference,days,cause",
            "example.org,mailbox_full,0,1,1,2026-12-02,new_days",
            "example.org,mailbox_full,1,2,1,2026-12-01,other_events");
  }

  @Test
  void anUnknownRunIsNamed() {
    Answer diff = modori("diff", "20200101T000000abc", "x", "--warehouse", warehouse());
    assertThat(diff.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(diff.err()).contains("no run 20200101T000000abc");
  }

  @Test
  void oneRunIsNotEnough() {
    Answer diff = modori("diff", "20200101T000000abc", "--warehouse", warehouse());
    assertThat(diff.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(diff.err()).contains("name two runs");
  }

  private static void night() {
    Answer night =
        modori(
            "nightly",
            "--logs",
            folder.resolve("logs").toString(),
            "--as-of",
            "2026-12-02",
            "--zone",
            "UTC",
            "--warehouse",
            warehouse());
    assertThat(night.exitCode()).as(night.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
  }

  private static String failed(String time, String queueId, String recipient, String text) {
    return time
        + " mx postfix/smtp[7]: "
        + queueId
        + ": to=<"
        + recipient
        + ">, relay=mx.example.org[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.2.2, status=bounced (host mx.example.org[192.0.2.1] "
        + text
        + " (in reply to RCPT TO command))\n"
        + time
        + " mx postfix/qmgr[8]: "
        + queueId
        + ": removed\n";
  }

  private static void log(String name, String lines) throws IOException {
    Files.writeString(folder.resolve("logs").resolve(name), lines);
  }

  private static String warehouse() {
    return folder.resolve("warehouse").toString();
  }
}
