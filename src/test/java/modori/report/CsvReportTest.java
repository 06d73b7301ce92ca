package modori.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import modori.report.CsvReport.Form;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportTest {

  @Test
  void mailboxesForASpreadsheet() throws IOException {
    Golden.check("mailboxes.csv", mailboxes(Form.SPREADSHEET));
  }

  @Test
  void domainsForASpreadsheet() throws IOException {
    StringBuilder out = new StringBuilder();
    CsvReport.domains(SampleNight.full(), Form.SPREADSHEET, out);

    Golden.check("domains.csv", out.toString());
  }

  @Test
  void silentFailuresForASpreadsheet() throws IOException {
    StringBuilder out = new StringBuilder();
    CsvReport.silentFailures(SampleNight.full(), Form.SPREADSHEET, out);

    Golden.check("silent-failures.csv", out.toString());
  }

  @Test
  void aTextThatASpreadsheetWouldRunBeginsWithAnApostrophe() throws IOException {
    assertThat(addresses(Form.SPREADSHEET))
        .contains("'" + SampleNight.FORMULA, SampleNight.SCRIPT, SampleNight.TURNED)
        .doesNotContain(SampleNight.FORMULA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "\uFF1D1",
        "\uFF201"
      })
  void everyStartOfAFormulaIsDefusedForASpreadsheetAndKeptForAProgram(String login)
      throws IOException {
    SilentGroup group = new SilentGroup(login, null, "a@example.jp", "hidden_relay", "expired", 1);
    NightReport night = SampleNight.full();
    NightReport report =
        new NightReport(
            night.run(),
            night.totals(),
            night.changes(),
            night.domains(),
            night.notices(),
            List.of(group),
            List.of());
    StringBuilder spreadsheet = new StringBuilder();
    StringBuilder machine = new StringBuilder();
    CsvReport.silentFailures(report, Form.SPREADSHEET, spreadsheet);
    CsvReport.silentFailures(report, Form.MACHINE, machine);

    assertThat(read(spreadsheet.toString()).get(0).get("auth_user")).isEqualTo("'" + login);
    assertThat(read(machine.toString()).get(0).get("auth_user")).isEqualTo(login);
  }

  @Test
  void aProgramReadsBackEveryTextAsItIs() throws IOException {
    assertThat(addresses(Form.MACHINE))
        .containsExactlyInAnyOrderElementsOf(
            SampleNight.full().domains().stream()
                .flatMap(d -> d.mailboxes().stream())
                .map(FullMailbox::address)
                .toList());
  }

  @Test
  void recordsEndAsTheStandardWantsAndNumbersStayNumbers() throws IOException {
    List<CSVRecord> records = read(mailboxes(Form.SPREADSHEET));

    assertThat(mailboxes(Form.SPREADSHEET)).endsWith("\r\n");
    assertThat(records)
        .allSatisfy(
            r -> {
              assertThat(r.get("messages_lost")).containsOnlyDigits();
              assertThat(r.get("regularity")).matches("[01]\\.\\d{4}");
              assertThat(r.get("strip")).hasSize(60);
            });
  }

  private static String mailboxes(Form form) throws IOException {
    StringBuilder out = new StringBuilder();
    CsvReport.mailboxes(SampleNight.full(), form, out);
    return out.toString();
  }

  private static List<String> addresses(Form form) throws IOException {
    return read(mailboxes(form)).stream().map(r -> r.get("recipient_address")).toList();
  }

  private static List<CSVRecord> read(String csv) throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(csv))
        .getRecords();
  }
}
