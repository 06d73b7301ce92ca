package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import modori.spark.pipeline.DayPolicy;
import modori.spark.pipeline.DayRange;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.LatePolicy;
import modori.spark.pipeline.NightResult;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lines that come when their day is final, days that are made again, and backfills: in the end the
 * tables are those of one night.
 */
class LateDaysTest {
  private static final String FULL = "452 4.2.2 Mailbox full";
  private static final String FROM =
      ": from=<ann@example.com>, size=1200, nrcpt=1 (queue active)\n";
  private static final LocalDate FIRST = LocalDate.parse("2026-12-01");
  private static final DateTimeFormatter YEARLESS =
      DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    SparkSession.getDefaultSession()
        .foreach(
            spark -> {
              spark.stop();
              return null;
            });
  }

  @Test
  void aLateFileReopensItsDayByItself() throws IOException {
    days(1, 5);
    try (Nights nights = nights("many")) {
      nightly(nights, 1, 4, DayPolicy.STANDARD);
      assertThat(states(nights))
          .containsExactly(
              "2026-12-01 final 0",
              "2026-12-02 final 0",
              "2026-12-03 provisional 0",
              "2026-12-04 provisional 0");
      late(1, "late.log");
      NightResult night = night(nights, 5, DayPolicy.STANDARD);
      assertThat(night.exitCode()).isEqualTo(ExitCode.WARNINGS);
      assertThat(night.warnings())
          .containsExactly(
              "late lines: 2 attempts of 2026-12-01 came when the day was final; the numbers are made again");
      JsonNode days = manifestDays(night);
      assertThat(days.get("late_attempts").toString()).isEqualTo("{\"2026-12-01\":2}");
      assertThat(days.get("reopened").toString()).isEqualTo("[\"2026-12-01\"]");
      assertThat(days.get("held")).isEmpty();
      assertThat(days.get("final_until").textValue()).isEqualTo("2026-12-03");
      assertThat(days.get("provisional").toString()).isEqualTo("[\"2026-12-04\",\"2026-12-05\"]");
    }
    sameAsOneNight("many", 5);
  }

  @Test
  void heldLinesComeInWhenTheirDayIsReopened() throws IOException {
    days(1, 5);
    DayPolicy hold = new DayPolicy(2, LatePolicy.HOLD, Set.of(), null);
    try (Nights nights = nights("many")) {
      nightly(nights, 1, 4, hold);
      List<String> published = numbers(nights, 1);
      late(1, "late.log");
      NightResult held = night(nights, 4, hold);
      assertThat(held.exitCode()).isEqualTo(ExitCode.WARNINGS);
      assertThat(held.warnings())
          .containsExactly(
              "late lines: 2 attempts of 2026-12-01 came when the day was final; the numbers stay as they were published; to take them in: --reopen 2026-12-01");
      assertThat(manifestDays(held).get("held").toString()).isEqualTo("[\"2026-12-01\"]");
      assertThat(numbers(nights, 1)).isEqualTo(published);
      assertThat(count(nights, "SELECT count(*) FROM delivery_attempt")).isEqualTo(14);
      assertThat(count(nights, "SELECT sum(attempts) FROM domain_day")).isEqualTo(12);
      assertThat(states(nights)).contains("2026-12-01 final 2", "2026-12-02 final 0");
      assertThat(
              count(
                  nights,
                  "SELECT count(*) FROM data_quality WHERE check_name = 'late lines' AND scope = '2026-12-01'"
                      + " AND outcome = 'warn' AND observed = '2 attempts late, not in its numbers'"))
          .isEqualTo(1);

      NightResult next = night(nights, 5, hold);
      assertThat(next.exitCode()).as("%s", next.warnings()).isEqualTo(ExitCode.DONE);
      assertThat(numbers(nights, 1)).isEqualTo(published);
      assertThat(states(nights)).contains("2026-12-01 final 2", "2026-12-03 final 0");

      DayPolicy reopen = new DayPolicy(2, LatePolicy.HOLD, Set.of(FIRST), null);
      NightResult reopened = nights.run(List.of(), List.of(), day(5), reopen);
      assertThat(reopened.exitCode()).as("%s", reopened.warnings()).isEqualTo(ExitCode.DONE);
      assertThat(manifestDays(reopened).get("reopened").toString()).isEqualTo("[\"2026-12-01\"]");
      assertThat(numbers(nights, 1)).isNotEqualTo(published);
      assertThat(states(nights)).contains("2026-12-01 final 0");
    }
    sameAsOneNight("many", 5);
  }

  @Test
  void aLateBounceChangesTheVerdictButNotTheNumbersOfAHeldDay() throws IOException {
    days(1, 5);
    DayPolicy hold = new DayPolicy(2, LatePolicy.HOLD, Set.of(), null);
    List<String> bounces = List.of(bounce(1).toString());
    try (Nights nights = nights("many")) {
      nightly(nights, 1, 4, hold);
      List<String> published = numbers(nights, 1);
      NightResult held = nights.run(logs(1, 5), bounces, day(5), hold);
      assertThat(held.exitCode()).isEqualTo(ExitCode.WARNINGS);
      assertThat(held.warnings())
          .containsExactly(
              "late lines: new verdicts of 2026-12-01 came when the day was final; the numbers stay as they were published; to take them in: --reopen 2026-12-01");
      assertThat(
              count(
                  nights,
                  "SELECT count(*) FROM delivery_attempt WHERE event_date = DATE '2026-12-01'"
                      + " AND recipient_address = 'rio@example.net' AND reason = 'mailbox_full'"))
          .isEqualTo(1);
      assertThat(numbers(nights, 1)).isEqualTo(published);
      assertThat(states(nights)).contains("2026-12-01 final 0");
      DayPolicy reopen = new DayPolicy(2, LatePolicy.HOLD, Set.of(FIRST), null);
      assertThat(nights.run(List.of(), List.of(), day(5), reopen).exitCode())
          .isEqualTo(ExitCode.DONE);
      assertThat(numbers(nights, 1)).isNotEqualTo(published);
    }
    try (Nights one = nights("one")) {
      one.run(logs(1, 5), bounces, day(5), DayPolicy.STANDARD);
    }
    same("many", "one");
  }

  @Test
  void aDayIsNotLateBecauseTheNightIs() throws IOException {
    days(1, 3);
    DayPolicy hold = new DayPolicy(2, LatePolicy.HOLD, Set.of(), null);
    try (Nights nights = nights("late-night")) {
      NightResult first = nights.run(logs(1, 3), List.of(), day(20), hold);
      assertThat(first.exitCode()).as("%s", first.warnings()).isEqualTo(ExitCode.DONE);
      assertThat(states(nights))
          .containsExactly("2026-12-01 final 0", "2026-12-02 final 0", "2026-12-03 final 0");
      assertThat(count(nights, "SELECT sum(attempts) FROM domain_day")).isEqualTo(9);
    }
  }

  @Test
  void aFinalDayStaysFinalWhenANightIsJudgedEarlier() throws IOException {
    days(1, 5);
    try (Nights nights = nights("back")) {
      nightly(nights, 1, 4, DayPolicy.STANDARD);
      NightResult earlier = nights.run(logs(1, 5), List.of(), day(2), DayPolicy.STANDARD);
      assertThat(manifestDays(earlier).get("final_until").textValue()).isEqualTo("2026-12-02");
      assertThat(states(nights)).contains("2026-12-02 final 0", "2026-12-03 provisional 0");
    }
  }

  @ParameterizedTest
  @EnumSource(LatePolicy.class)
  void fiveDaysOfRetriesAreNotLate(LatePolicy late) throws IOException {
    DayPolicy policy = new DayPolicy(2, late, Set.of(), null);
    Path log = folder.resolve("retries.log");
    StringBuilder lines = new StringBuilder();
    String id = "4A00000001";
    try (Nights nights = nights("retries")) {
      for (int day = 1; day <= 6; day++) {
        if (day == 1) {
          lines.append(at(day, 9) + "qmgr[9]: " + id + FROM);
        }
        if (day < 6) {
          lines.append(attempt(at(day, 10) + "smtp", id, "kai@example.org", "deferred", FULL));
        } else {
          lines.append(
              at(day, 9)
                  + "qmgr[9]: "
                  + id
                  + ": from=<ann@example.com>, status=expired, returned to sender\n");
          lines.append(
              at(day, 9) + "bounce[5]: " + id + ": sender non-delivery notification: 4A00000002\n");
          lines.append(at(day, 9) + "qmgr[9]: " + id + ": removed\n");
        }
        Files.writeString(log, lines);
        NightResult night = nights.run(List.of(log.toString()), List.of(), day(day), policy);
        assertThat(night.exitCode()).as("%s", night.warnings()).isEqualTo(ExitCode.DONE);
        assertThat(manifestDays(night).get("late_attempts")).allMatch(count -> count.asInt() == 0);
        assertThat(manifestDays(night).get("held")).isEmpty();
      }
      assertThat(count(nights, "SELECT count(*) FROM delivery_attempt")).isEqualTo(6);
      assertThat(
              count(
                  nights,
                  "SELECT sum(messages_lost) FROM domain_day WHERE recipient_domain = 'example.org'"))
          .isEqualTo(1);
      assertThat(states(nights))
          .hasSize(6)
          .contains("2026-12-04 final 0", "2026-12-05 provisional 0");
    }
    try (Nights one = nights("one")) {
      one.run(List.of(log.toString()), List.of(), day(6), DayPolicy.STANDARD);
    }
    same("retries", "one");
  }

  @Test
  void aBackfillReadsTheLogsOfItsDaysOnly() throws IOException {
    days(1, 5);
    DayRange range = new DayRange(day(2), day(3));
    try (Nights nights = nights("many")) {
      NightResult fourth = nights.run(logs(4, 4), List.of(), day(4), DayPolicy.STANDARD);
      assertThat(fourth.exitCode()).isEqualTo(ExitCode.DONE);
      nights.run(logs(4, 5), List.of(), day(5), DayPolicy.STANDARD);
      DayPolicy backfill = new DayPolicy(2, LatePolicy.HOLD, Set.of(), range);
      NightResult filled = nights.run(logs(1, 5), List.of(), day(3), backfill);
      assertThat(filled.exitCode()).as("%s", filled.warnings()).isEqualTo(ExitCode.DONE);
      assertThat(filled.notes())
          .containsExactly(
              "1 log has no line of 2026-12-02 to 2026-12-03: not read, a later night may");
      assertThat(states(nights))
          .containsExactly(
              "2026-12-02 final 0",
              "2026-12-03 final 0",
              "2026-12-04 provisional 0",
              "2026-12-05 provisional 0");
      assertThat(
              count(nights, "SELECT count(*) FROM mailbox_current WHERE as_of = DATE '2026-12-05'"))
          .isEqualTo(1);
      NightResult rest = nights.run(logs(1, 5), List.of(), day(5), DayPolicy.STANDARD);
      assertThat(rest.exitCode()).isEqualTo(ExitCode.WARNINGS);
      assertThat(rest.warnings().get(0)).contains("3 attempts of 2026-12-01");
    }
    sameAsOneNight("many", 5);
  }

  @Test
  void aBackfillTellsTheYearOfStamps() throws IOException {
    days(1, 2);
    StringBuilder lines = new StringBuilder();
    for (int day = 3; day <= 4; day++) {
      LocalDate march = LocalDate.of(2025, 3, day);
      String at = YEARLESS.format(march).replace("Mar ", "Mar  ") + " 10:00:00 mx postfix/";
      lines.append(attempt(at + "smtp", "5A0000000" + day, "kai@example.org", "deferred", FULL));
    }
    Path march = Files.writeString(folder.resolve("march.log"), lines);
    try (Nights nights = nights("years")) {
      nightly(nights, 1, 2, DayPolicy.STANDARD);
      DayRange range = new DayRange(LocalDate.of(2025, 3, 4), LocalDate.of(2025, 3, 31));
      DayPolicy backfill = new DayPolicy(2, LatePolicy.REOPEN, Set.of(), range);
      NightResult filled = nights.run(List.of(march.toString()), List.of(), range.last(), backfill);
      assertThat(filled.exitCode()).as("%s", filled.warnings()).isEqualTo(ExitCode.DONE);
      assertThat(filled.report().run().asOfDay()).isEqualTo(day(2));
      assertThat(
              count(nights, "SELECT count(*) FROM delivery_attempt WHERE year(event_date) = 2025"))
          .as("a file is read whole")
          .isEqualTo(2);
    }
  }

  // A day: one message delivered, one put off by a full mailbox, one refused with nobody told.
  private void days(int first, int last) throws IOException {
    for (int day = first; day <= last; day++) {
      StringBuilder lines = new StringBuilder();
      lines.append(
          at(day, 8) + "cleanup[6]: 1A0000000" + day + ": message-id=<m" + day + "@example.com>\n");
      lines.append(at(day, 8) + "qmgr[9]: 1A0000000" + day + FROM);
      lines.append(
          attempt(
              at(day, 8) + "smtp", "1A0000000" + day, "rio@example.net", "sent", "250 2.0.0 Ok"));
      lines.append(at(day, 8) + "qmgr[9]: 1A0000000" + day + ": removed\n");
      lines.append(at(day, 10) + "qmgr[9]: 2A0000000" + day + FROM);
      lines.append(
          attempt(at(day, 10) + "smtp", "2A0000000" + day, "kai@example.org", "deferred", FULL));
      lines.append(at(day, 23) + "qmgr[9]: 3A0000000" + day + FROM);
      lines.append(
          attempt(
              at(day, 23) + "smtp",
              "3A0000000" + day,
              "mei@example.org",
              "bounced",
              "550 5.1.1 User unknown"));
      lines.append(at(day, 23) + "qmgr[9]: 3A0000000" + day + ": removed\n");
      Files.writeString(log(day), lines);
    }
  }

  // What a server sends back days after it took the message that was delivered on a day.
  private Path bounce(int day) throws IOException {
    String text =
        """
        From: MAILER-DAEMON@mx.example.org
        To: ann@example.com
        Subject: Undelivered Mail Returned to Sender
        Date: Sat, 5 Dec 2026 09:00:00 +0900
        Message-ID: <notice@mx.example.org>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Your message could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; rio@example.net
        Action: failed
        Status: 5.2.2
        Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

        --b
        Content-Type: text/rfc822-headers

        From: ann@example.com
        To: rio@example.net
        Message-ID: <m%d@example.com>

        --b--
        """;
    return Files.writeString(folder.resolve("bounce.eml"), String.format(Locale.ROOT, text, day));
  }

  // Of another server, whose log was forgotten.
  private void late(int day, String name) throws IOException {
    String lines =
        at(day, 12)
            + "qmgr[9]: 4A0000000"
            + day
            + FROM
            + attempt(at(day, 12) + "smtp", "4A0000000" + day, "kai@example.org", "deferred", FULL)
            + at(day, 13)
            + "qmgr[9]: 5A0000000"
            + day
            + FROM
            + attempt(
                at(day, 13) + "smtp", "5A0000000" + day, "yui@example.net", "sent", "250 2.0.0 Ok")
            + at(day, 13)
            + "qmgr[9]: 5A0000000"
            + day
            + ": removed\n";
    Files.writeString(folder.resolve(name), lines.replace(" mx ", " mx2 "));
  }

  private static String at(int day, int hour) {
    return day(day).atTime(LocalTime.of(hour, 0)) + ":00+09:00 mx postfix/";
  }

  private static String attempt(
      String begin, String queueId, String recipient, String status, String text) {
    return begin
        + "[7]: "
        + queueId
        + ": to=<"
        + recipient
        + ">, relay=mx.example.org[192.0.2.1]:25, delay=1,"
        + " delays=0/0/0/1, dsn="
        + text.split(" ")[1]
        + ", status="
        + status
        + " ("
        + (status.equals("sent")
            ? text
            : "host mx.example.org[192.0.2.1] said: " + text + " (in reply to RCPT TO command)")
        + ")\n";
  }

  private static LocalDate day(int day) {
    return FIRST.plusDays(day - 1);
  }

  private Path log(int day) {
    return folder.resolve("mail-" + day + ".log");
  }

  private List<String> logs(int first, int last) throws IOException {
    Set<String> logs = new TreeSet<>();
    for (int day = first; day <= last; day++) {
      logs.add(log(day).toString());
    }
    if (Files.exists(folder.resolve("late.log"))) {
      logs.add(folder.resolve("late.log").toString());
    }
    return List.copyOf(logs);
  }

  private Nights nights(String name) throws IOException {
    return new Nights(folder.resolve(name), 2, 1 << 20);
  }

  private void nightly(Nights nights, int first, int last, DayPolicy policy) throws IOException {
    for (int day = first; day <= last; day++) {
      assertThat(night(nights, day, policy).exitCode()).isEqualTo(ExitCode.DONE);
    }
  }

  private NightResult night(Nights nights, int day, DayPolicy policy) throws IOException {
    return nights.run(logs(1, day), List.of(), day(day), policy);
  }

  private void sameAsOneNight(String name, int lastDay) throws IOException {
    try (Nights one = nights("one")) {
      one.run(logs(1, lastDay), List.of(), day(lastDay), DayPolicy.STANDARD);
    }
    same(name, "one");
  }

  private void same(String name, String other) throws IOException {
    TableContents found = TableContents.of(folder.resolve(name).toString());
    TableContents expected = TableContents.of(folder.resolve(other).toString());
    assertThat(found.difference(expected)).isEmpty();
    assertThat(expected.rows().get("day_state")).isNotEmpty();
    assertThat(expected.rows().get("silent_failure")).isNotNull();
  }

  private static JsonNode manifestDays(NightResult night) {
    return night.manifest().content().get("days");
  }

  private static List<String> states(Nights nights) {
    return rows(
        nights, "SELECT concat_ws(' ', day, state, late_attempts) FROM day_state ORDER BY day");
  }

  // What the numbers of a day say, without what it is judged by later.
  private static List<String> numbers(Nights nights, int day) {
    List<String> all = new ArrayList<>();
    for (String table :
        List.of(
            "domain_day", "domain_reason_day", "mailbox_day", "reason_text_day", "sender_day")) {
      all.addAll(
          rows(
              nights,
              "SELECT to_json(struct(*)) AS row FROM "
                  + table
                  + " WHERE day = DATE '"
                  + day(day)
                  + "' ORDER BY row"));
    }
    return all;
  }

  private static long count(Nights nights, String sql) {
    return Long.parseLong(
        rows(nights, "SELECT CAST(n AS STRING) FROM (" + sql + ") AS t(n)").get(0));
  }

  private static List<String> rows(Nights nights, String sql) {
    SparkSession.setActiveSession(nights.spark());
    nights.spark().sql("USE modori.mail");
    return nights.spark().sql(sql).collectAsList().stream().map(row -> row.getString(0)).toList();
  }
}
