package modori.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import modori.classify.Language;
import modori.report.MailboxAnswer;
import modori.report.MailboxLetter;
import modori.report.MailboxPage;
import modori.report.MailboxText;
import modori.spark.lookup.LastNight;
import modori.spark.lookup.MailboxLookup;
import modori.spark.pipeline.ExitCode;
import modori.spark.source.InputFiles;
import modori.spark.tables.Warehouse;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori lookup}. */
@Command(
    name = "lookup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header =
        "Tells how one mailbox stands: since when, sixty days, last texts, a letter to the customer.",
    description = {
      "",
      "Texts are looked for on the last days with mail before its last refusal, or before today where it was never full. The answer is exit code 4 where nothing is known of the address.",
      ""
    },
    footer = {
      "",
      "Example:",
      "    jobs/modori lookup rio@example.org --warehouse /var/lib/modori --lang ja --html /tmp/rio.html"
    })
final class LookupCommand implements Callable<Integer> {
  /** How the answer is printed. */
  enum Format {
    /** For people. */
    TEXT,
    /** For programs: one object. */
    JSON
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "ADDRESS", description = "The mailbox's address.")
  private String address = "";

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "Language: en or ja (default: en).")
  private String language = "en";

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes the page of the mailbox too.")
  private @Nullable Path page;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text or json (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "How many days with mail are searched for texts (default: 7).")
  private int days = 7;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of the times (default: that of the last night).")
  private @Nullable String zone;

  @Option(
      names = "--privacy-key",
      paramLabel = "FILE",
      description = "The secret of the pseudonyms, where the tables hold the profile pseudonym.")
  private @Nullable Path keyFile;

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Language spoken = Languages.of(language);
    ZoneId given = zoneId();
    if (address.indexOf('@') < 1) {
      throw new UserMistake(
          ExitCode.USAGE, address + " is no address: write it like rio@example.org");
    }
    MailboxAnswer answer;
    ZoneId zoneId;
    try (Warehouse tables = warehouse.openLightly()) {
      PrivacyOptions.checkMailboxes(tables);
      zoneId = given == null ? LastNight.zone(tables) : given;
      answer =
          new MailboxLookup(tables, new InputFiles(), Math.max(1, days))
              .find(PrivacyOptions.asStored(tables, keyFile).apply(address));
    }
    if (!answer.isKnown()) {
      spec.commandLine()
          .getErr()
          .println("modori: nothing is known of " + address + searched(answer));
      return ExitCode.NOTHING;
    }
    ReasonSentences reasons = new ReasonSentences(spoken);
    switch (format) {
      case TEXT -> out.print(MailboxText.of(answer, reasons, zoneId, spoken));
      case JSON -> out.println(json(answer, zoneId));
    }
    if (page != null) {
      Files.writeString(
          page, MailboxPage.of(answer, reasons, zoneId, spoken), StandardCharsets.UTF_8);
    }
    return ExitCode.DONE;
  }

  private static String searched(MailboxAnswer answer) {
    return answer.searchedFrom() == null
        ? ": there are no attempts in the tables"
        : ": it was never full, and had no mail from "
            + answer.searchedFrom()
            + " to "
            + answer.searchedTo()
            + " (--days searches more)";
  }

  private static String json(MailboxAnswer answer, ZoneId zone) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("recipient_address", answer.address());
      MailboxAnswer.State state = answer.state();
      if (state != null) {
        json.writeStringField("hosted", state.ours() ? "own" : "remote");
        json.writeStringField("provider", state.provider());
        json.writeStringField("status", state.status());
        json.writeStringField("level", state.level());
        json.writeStringField("as_of", state.asOf().toString());
        json.writeStringField("first_full", state.firstFull().toString());
        json.writeStringField("last_full", state.lastFull().toString());
        json.writeStringField(
            "recovered_at", state.recoveredAt() == null ? null : state.recoveredAt().toString());
        json.writeNumberField("full_days", state.fullDays());
        json.writeNumberField("attempt_days", state.attemptDays());
        json.writeNumberField("senders_affected", state.sendersAffected());
        json.writeNumberField("messages_lost", state.messagesLost());
        json.writeStringField("strip", state.strip());
        json.writeNumberField("score", state.score());
      }
      json.writeArrayFieldStart("episodes");
      for (MailboxAnswer.FullTime one : answer.episodes()) {
        json.writeStartObject();
        json.writeStringField("first_full", one.firstFull().toString());
        json.writeStringField("last_full", one.lastFull().toString());
        json.writeStringField("status", one.status());
        json.writeStringField("level", one.level());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("texts");
      for (MailboxAnswer.LastText one : answer.texts()) {
        json.writeStartObject();
        json.writeStringField("event_time", one.time().toString());
        json.writeStringField("event_type", one.eventType());
        json.writeStringField("reason", one.reason());
        json.writeStringField("reply_text", one.replyText());
        json.writeStringField("relay_host", one.relayHost());
        json.writeStringField("detected_by", one.remote() ? "remote" : "own");
        json.writeStringField("source_file", one.sourceFile());
        json.writeNumberField("source_offset", one.sourceOffset());
        json.writeStringField("line", one.rawLine());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("letter_en", MailboxLetter.of(answer, zone, Language.ENGLISH));
      json.writeStringField("letter_ja", MailboxLetter.of(answer, zone, Language.JAPANESE));
      json.writeEndObject();
    }
    return text.toString();
  }

  private @Nullable ZoneId zoneId() {
    try {
      return zone == null ? null : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw new UserMistake(
          ExitCode.USAGE,
          "--zone " + zone + " is not a time zone: write it like Asia/Tokyo or +09:00");
    }
  }
}
