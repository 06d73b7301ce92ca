package modori.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import modori.chronic.DomainDay;
import modori.chronic.Episode;
import modori.chronic.Interval;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The lists of the report as comma-separated values (RFC 4180), with a header row; columns are
 * named as in the tables. The output is flushed and left open.
 */
public final class CsvReport {
  // CWE-1236. OWASP "CSV Injection" adds the line feed and the full-width forms.
  private static final String FORMULA_STARTS = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

  /** Who reads the values. */
  public enum Form {
    /** A spreadsheet: a text that it would take for a formula begins with an apostrophe. */
    SPREADSHEET,
    /** A program: every text as it is. */
    MACHINE
  }

  private final Form form;

  private CsvReport(Form form) {
    this.form = form;
  }

  /** Writes one row per chronically full mailbox. */
  public static void mailboxes(NightReport report, Form form, Appendable out) throws IOException {
    CsvReport csv = new CsvReport(form);
    CSVPrinter printer =
        csv.printer(
            out,
            "recipient_address",
            "recipient_domain",
            "hosted",
            "reason",
            "first_full",
            "last_full",
            "status",
            "level",
            "full_days",
            "attempt_days",
            "regularity",
            "span_days",
            "flap_count",
            "last_ok_before",
            "strip",
            "score",
            "senders_affected",
            "messages_lost",
            "trend");
    for (DomainSection domain : report.domains()) {
      for (FullMailbox mailbox : domain.mailboxes()) {
        csv.mailbox(printer, domain, mailbox);
      }
    }
    printer.flush();
  }

  /** Writes one row per domain with a chronically full mailbox. */
  public static void domains(NightReport report, Form form, Appendable out) throws IOException {
    CsvReport csv = new CsvReport(form);
    CSVPrinter printer =
        csv.printer(
            out,
            "recipient_domain",
            "day",
            "hosted",
            "mailboxes_active_30d",
            "mailboxes_full",
            "mailboxes_chronic",
            "mailboxes_abandoned_suspect",
            "full_share",
            "full_share_low",
            "full_share_high",
            "new",
            "recovered",
            "gone",
            "lost",
            "episode_days_median",
            "recovered_within_7d",
            "recovered_within_30d");
    for (DomainSection domain : report.domains()) {
      csv.domain(printer, domain);
    }
    printer.flush();
  }

  /** Writes one row per group of failures that nobody was told of. */
  public static void silentFailures(NightReport report, Form form, Appendable out)
      throws IOException {
    CsvReport csv = new CsvReport(form);
    CSVPrinter printer =
        csv.printer(out, "auth_user", "client_ip", "sender_address", "kind", "reason", "messages");
    for (SilentGroup group : report.silentFailures()) {
      csv.row(
          printer,
          group.authUser(),
          group.clientAddress(),
          group.senderAddress(),
          group.kind(),
          group.reason(),
          group.messages());
    }
    printer.flush();
  }

  private void mailbox(CSVPrinter printer, DomainSection domain, FullMailbox mailbox)
      throws IOException {
    Episode episode = mailbox.episode();
    row(
        printer,
        mailbox.address(),
        domain.domain(),
        domain.hosting().columnValue(),
        mailbox.reason(),
        episode.firstFull(),
        episode.lastFull(),
        episode.status().columnValue(),
        episode.level().columnValue(),
        episode.fullDays(),
        episode.attemptDays(),
        decimal(episode.regularity()),
        episode.spanDays(),
        episode.flapCount(),
        episode.lastOkBefore(),
        mailbox.strip().letters(),
        mailbox.score().percent(),
        mailbox.sendersAffected(),
        mailbox.messagesLost(),
        mailbox.trend().name().toLowerCase(Locale.ROOT));
  }

  private void domain(CSVPrinter printer, DomainSection domain) throws IOException {
    DomainDay day = domain.measures();
    Interval interval = day.fullShare().wilson();
    boolean known = day.recovery().episodes() > 0;
    OptionalDouble median = day.recovery().medianDays();
    row(
        printer,
        domain.domain(),
        day.day(),
        domain.hosting().columnValue(),
        day.mailboxesActive30d(),
        day.mailboxesFull(),
        day.mailboxesChronic(),
        day.mailboxesAbandonedSuspect(),
        decimal(day.fullShare().value()),
        decimal(interval.low()),
        decimal(interval.high()),
        day.flow().started(),
        day.flow().recovered(),
        day.flow().gone(),
        day.flow().lost(),
        median.isPresent() ? decimal(median.getAsDouble()) : null,
        known ? decimal(day.recovery().recoveredWithin(7)) : null,
        known ? decimal(day.recovery().recoveredWithin(30)) : null);
  }

  private CSVPrinter printer(Appendable out, String... columns) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader(columns)
            .setNullString("")
            .setCommentMarker(null)
            .get();
    return new CSVPrinter(out, format);
  }

  private void row(CSVPrinter printer, @Nullable Object... values) throws IOException {
    List<@Nullable Object> cells = new ArrayList<>(values.length);
    Arrays.stream(values).map(this::cell).forEach(cells::add);
    printer.printRecord(cells);
  }

  /** Numbers stay numbers, a negative one too. */
  private @Nullable Object cell(@Nullable Object value) {
    if (value instanceof String text && form == Form.SPREADSHEET) {
      return withoutFormula(text);
    }
    return value instanceof Instant time ? time.toString() : value;
  }

  /** The text so that no spreadsheet takes it for a formula. */
  public static String withoutFormula(String text) {
    return text.isEmpty() || FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }

  private static Object decimal(double value) {
    return new BigDecimal(value).setScale(4, RoundingMode.HALF_UP);
  }
}
