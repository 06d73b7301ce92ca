package modori.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of a published night in Prometheus' text format, for the textfile collector of
 * node_exporter. A night that publishes nothing leaves the file as it is, so that the time of the
 * last success grows old. Labels come from closed sets only.
 */
final class PrometheusFile {
  private final StringBuilder text = new StringBuilder();

  private PrometheusFile() {}

  /** Writes the file beside its place and moves it there: a reader sees the old or the new one. */
  static void write(Path file, JsonNode manifest) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    Files.writeString(draft, text(manifest), StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The text of the file. */
  static String text(JsonNode manifest) {
    PrometheusFile file = new PrometheusFile();
    file.head("last_success_timestamp_seconds", "When the last night was published.");
    file.value(
        "last_success_timestamp_seconds",
        "",
        Instant.parse(manifest.get("finished_at").textValue()).getEpochSecond());
    file.head("run_duration_seconds", "Time that each stage of the night has taken.");
    file.values("run_duration_seconds", "stage", manifest.get("stage_seconds"));
    file.head("lines_total", "Log lines read in the night by what became of them.");
    file.values("lines_total", "class", manifest.at("/counts/lines"));
    file.head("events", "Delivery attempts of the night by outcome.");
    file.values("events", "type", manifest.at("/counts/events"));
    file.head("mailboxes_full", "Mailboxes that are full at the end of the day.");
    file.mailboxes("mailboxes_full", "full", manifest.get("mailboxes"));
    file.head("mailboxes_chronic", "Mailboxes that are chronically full at the end of the day.");
    file.mailboxes("mailboxes_chronic", "chronic", manifest.get("mailboxes"));
    file.head("unclassified_ratio", "Share of the night's failures of unknown reason.");
    file.value("unclassified_ratio", "", unclassified(manifest.at("/counts/reasons")));
    file.head("day_finished", "End of the last finished day, seconds since 1970.");
    file.value("day_finished", "", endOf(manifest.get("as_of"), manifest));
    file.head("day_final", "End of the last day that is final, seconds since 1970.");
    file.value("day_final", "", endOf(manifest.at("/days/final_until"), manifest));
    file.head("days_held", "Final days of which the night has left late lines out.");
    file.value("days_held", "", manifest.at("/days/held").size());
    file.head("days_reopened", "Final days that the night has made again.");
    file.value("days_reopened", "", manifest.at("/days/reopened").size());
    file.head("audit_checks", "Checks of the night by how they ended.");
    file.values("audit_checks", "outcome", manifest.at("/audit/checks"));
    file.head("exit_code", "What the night answered.");
    file.value("exit_code", "", manifest.get("exit_code").doubleValue());
    return file.text.toString();
  }

  private static long endOf(JsonNode day, JsonNode manifest) {
    return LocalDate.parse(day.textValue())
        .plusDays(1)
        .atStartOfDay(ZoneId.of(manifest.get("zone").textValue()))
        .toEpochSecond();
  }

  private static double unclassified(JsonNode reasons) {
    double all = 0;
    for (JsonNode count : reasons) {
      all += count.doubleValue();
    }
    return all == 0 ? 0 : reasons.path("unclassified").doubleValue() / all;
  }

  private void head(String name, String help) {
    text.append("# HELP modori_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE modori_").append(name).append(" gauge\n");
  }

  private void values(String name, String label, JsonNode numbers) {
    Iterator<Map.Entry<String, JsonNode>> all = numbers.fields();
    while (all.hasNext()) {
      Map.Entry<String, JsonNode> one = all.next();
      value(name, "{" + label + "=\"" + one.getKey() + "\"}", one.getValue().doubleValue());
    }
  }

  private void mailboxes(String name, String field, JsonNode bySide) {
    bySide
        .fields()
        .forEachRemaining(
            side ->
                value(
                    name,
                    "{hosted=\"" + side.getKey() + "\"}",
                    side.getValue().get(field).doubleValue()));
  }

  private void value(String name, String labels, double value) {
    String number =
        value == Math.rint(value)
            ? Long.toString((long) value)
            : String.format(Locale.ROOT, "%.6f", value);
    text.append("modori_").append(name).append(labels).append(' ').append(number).append('\n');
  }
}
