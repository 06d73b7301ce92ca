package modori.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A night whose counts add up, and what one wrong count is told as. */
class IdentitiesTest {
  private static final LocalDate DAY = LocalDate.parse("2027-01-06");

  // parts, planned bytes, line bytes, half line; lines, event, context, ignored, quarantined, rows
  private static FileNumbers file(boolean packed, String trouble, long... n) {
    return new FileNumbers(
        "/var/log/mail.log",
        packed,
        (int) n[0],
        n[1],
        n[2],
        n[3],
        n[4],
        n[5],
        n[6],
        n[7],
        n[8],
        n[9],
        trouble);
  }

  private static final FileNumbers GOOD = file(false, "", 2, 1000, 990, 10, 10, 4, 3, 2, 1, 1);

  private static NightNumbers night(FileNumbers file) {
    return night(file, new FlowNumbers(100, 20, 5, 115), 115, 7);
  }

  private static NightNumbers night(
      FileNumbers file, FlowNumbers attempts, long domainAttempts, long openMailboxes) {
    return new NightNumbers(
        List.of(file),
        attempts,
        new FlowNumbers(8, 3, 6, 5),
        8,
        List.of(new DayNumbers(DAY, 115, 0, 30, 0, 29, domainAttempts, 29)),
        12,
        12,
        12,
        List.of(
            new EpisodeNumbers(DAY.minusDays(1), 4, 3, 1, 6), new EpisodeNumbers(DAY, 6, 2, 1, 7)),
        openMailboxes);
  }

  private static List<String> broken(NightNumbers night) {
    return new Audit(Identities.check(night)).lines(CheckOutcome.FAIL);
  }

  @Test
  void aNightThatAddsUpPassesEveryCheck() {
    assertThat(Identities.check(night(GOOD)))
        .hasSizeGreaterThan(15)
        .allSatisfy(check -> assertThat(check.outcome()).isEqualTo(CheckOutcome.PASS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000,889,10,10,4,3,2,1,1 | bytes = lines + half line: expected 1000, found 899",
        "1000,2000000,10,10,4,3,2,1,1 | bytes = lines + half line: expected 1000, found 2000010",
        "1000,990,10,10,3,3,2,1,1 | lines = events + context + ignored + quarantined: expected 10, found 9",
        "1000,990,10,10,4,3,2,1,0 | quarantined lines kept: expected 1, found 0"
      })
  void aBrokenCountNamesTheFileAndTheNumber(String counts, String told) {
    long[] all = new long[10];
    all[0] = 2;
    String[] cells = counts.split(",");
    for (int i = 0; i < cells.length; i++) {
      all[i + 1] = Long.parseLong(cells[i]);
    }
    assertThat(broken(night(file(false, "", all)))).first().isEqualTo("/var/log/mail.log: " + told);
  }

  @Test
  void aLineThatIsCompletedWhileItIsReadIsNoLoss() {
    assertThat(broken(night(file(false, "", 2, 1000, 1100, 0, 10, 4, 3, 2, 1, 1)))).isEmpty();
  }

  @Test
  void aFileThatEndsInDamageWarnsUnlessPartsBehindItWereRead() {
    FileNumbers packed = file(true, "damaged", 1, 0, 500, 0, 10, 4, 3, 2, 1, 1);
    FileNumbers onePart = file(false, "damaged", 1, 1000, 500, 0, 10, 4, 3, 2, 1, 1);
    FileNumbers hole = file(false, "damaged", 2, 1000, 500, 0, 10, 4, 3, 2, 1, 1);
    for (FileNumbers file : List.of(packed, onePart)) {
      Audit audit = new Audit(Identities.check(night(file)));
      assertThat(audit.lines(CheckOutcome.WARN))
          .containsExactly("/var/log/mail.log: read to its end: expected yes, found no: damaged");
      assertThat(audit.has(CheckOutcome.FAIL)).isFalse();
    }
    assertThat(broken(night(hole)))
        .containsExactly("/var/log/mail.log: bytes = lines + half line: expected 1000, found 500");
  }

  @Test
  void aRowThatIsLostInTheTablesIsTold() {
    assertThat(broken(night(GOOD, new FlowNumbers(100, 20, 5, 114), 114, 6)))
        .containsExactly(
            "attempts = before + written - taken back: expected 115, found 114",
            "2027-01-06: attempts by domain: expected 115, found 114",
            "2027-01-06: open mailboxes by domain: expected 7, found 6");
  }
}
