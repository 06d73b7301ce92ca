package modori.spark.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import modori.correlate.Fragment;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Puts the stand-in of a mailbox into every row that names it, on the staging branches. Rows stay,
 * so that numbers of domains and days do not change. What an open queue entry has gathered is
 * packed and known by content: it is dropped.
 */
final class ForgetStep {
  /** Columns in which the local part alone may stand for the mailbox that the row is about. */
  private static final Set<String> PROSE = Set.of("reply_text", "diagnostic_code", "sample_text");

  /** What leads to the person where the mailbox is the sender's. */
  private static final Set<String> OF_THE_SENDER = Set.of("auth_user", "client_ip", "client_name");

  private static final List<String> OF_THE_RECIPIENT =
      List.of("mailbox_key", "recipient_address", "final_recipient", "account");

  private final Tables tables;
  private final ForgottenMailbox mailbox;
  private final String pattern;

  ForgetStep(Tables tables, ForgottenMailbox mailbox) {
    this.tables = tables;
    this.mailbox = mailbox;
    this.pattern = ForgottenMailbox.literal(mailbox.anywhere().pattern());
  }

  /** Changes what names the mailbox; how many rows of which table that were. */
  Map<String, Long> run() {
    SparkSession spark = tables.spark();
    Pattern address = mailbox.anywhere();
    UDF1<byte[], Boolean> named =
        facts ->
            new Fragment("", "", "", "", facts)
                .texts().stream().anyMatch(text -> address.matcher(text).find());
    spark.udf().register("modori_names_mailbox", named, DataTypes.BooleanType);
    String samples = samples();
    boolean own = isOwn();
    Map<String, Long> changed = new TreeMap<>();
    for (TableDefinition definition : MailTables.ALL) {
      if (definition == MailTables.RUN || tables.isEmpty(definition)) {
        continue;
      }
      long rows =
          definition == MailTables.OPEN_QUEUE_ENTRY
              ? drop(definition)
              : rewrite(definition, samples, own);
      if (rows > 0) {
        changed.put(definition.name(), rows);
      }
    }
    return changed;
  }

  private long drop(TableDefinition definition) {
    String named = "modori_names_mailbox(facts)";
    long rows = tables.dataset(definition).where(named).count();
    if (rows > 0) {
      tables.change(definition, "DELETE FROM %s WHERE " + named);
    }
    return rows;
  }

  private long rewrite(TableDefinition definition, String samples, boolean own) {
    List<String> texts = texts(definition);
    if (texts.isEmpty()) {
      return 0;
    }
    String about = about(definition, texts, samples, own);
    String named = "concat_ws('\\n', " + String.join(", ", texts) + ") RLIKE " + pattern;
    String condition = "coalesce(" + about + ", false) OR " + named;
    long rows = tables.dataset(definition).where(condition).count();
    if (rows > 0) {
      String set =
          texts.stream()
              .map(column -> column + " = " + value(column, about, texts, own))
              .collect(Collectors.joining(", "));
      tables.change(definition, "UPDATE %s SET " + set + " WHERE " + condition);
    }
    return rows;
  }

  // All columns of text, those that a later version adds included; runs and days name no mailbox.
  private List<String> texts(TableDefinition definition) {
    List<String> texts = new ArrayList<>();
    for (Types.NestedField field : tables.staged(definition).schema().columns()) {
      if (field.type().typeId() == Type.TypeID.STRING
          && !definition.partitionColumns().contains(field.name())) {
        texts.add(field.name());
      }
    }
    return texts;
  }

  private String about(
      TableDefinition definition, List<String> texts, String samples, boolean own) {
    if (definition == MailTables.REASON_TEXT_DAY) {
      return samples.isEmpty() ? "false" : "sample_event_id IN (" + samples + ")";
    }
    for (String column : OF_THE_RECIPIENT) {
      if (texts.contains(column)) {
        String bare = own && column.equals("account") ? " OR " + isLocal(column) : "";
        return column.equals("mailbox_key")
            ? column + " = '" + mailbox.mailboxKey() + "'"
            : "(" + column + " RLIKE " + pattern + bare + ")";
      }
    }
    return "false";
  }

  private String value(String column, String about, List<String> texts, boolean own) {
    if (OF_THE_SENDER.contains(column) && texts.contains("sender_address")) {
      String login = "auth_user RLIKE " + pattern + (own ? " OR " + isLocal("auth_user") : "");
      return "CASE WHEN sender_address RLIKE "
          + pattern
          + " OR "
          + login
          + " THEN CAST(null AS STRING) ELSE "
          + mailbox.sqlWithout(column)
          + " END";
    }
    String without = mailbox.sqlWithout(column);
    return switch (column) {
      case "mailbox_key" -> when(about, "'" + mailbox.standInKey() + "'", column);
      case "recipient_local" ->
          when(about, ForgottenMailbox.literal(mailbox.standInLocal()), without);
      case "account" ->
          when(isLocal(column), ForgottenMailbox.literal(mailbox.standInLocal()), without);
      default ->
          PROSE.contains(column) ? when(about, mailbox.sqlWithoutBare(column), without) : without;
    };
  }

  private static String when(String condition, String then, String otherwise) {
    return "CASE WHEN " + condition + " THEN " + then + " ELSE " + otherwise + " END";
  }

  private String isLocal(String column) {
    return "lower(" + column + ") = " + ForgottenMailbox.literal(mailbox.local());
  }

  // Logins and accounts without a domain are those of the mailboxes here.
  private boolean isOwn() {
    return !tables.isEmpty(MailTables.DELIVERY_ATTEMPT)
        && !tables
            .dataset(MailTables.DELIVERY_ATTEMPT)
            .where("hosted = 'own' AND mailbox_key = '" + mailbox.mailboxKey() + "'")
            .limit(1)
            .isEmpty();
  }

  // The attempts of the mailbox whose text stands for others of the same wording.
  private String samples() {
    if (tables.isEmpty(MailTables.DELIVERY_ATTEMPT) || tables.isEmpty(MailTables.REASON_TEXT_DAY)) {
      return "";
    }
    List<Row> samples =
        tables
            .dataset(MailTables.REASON_TEXT_DAY)
            .selectExpr("sample_event_id AS event_id")
            .distinct()
            .join(
                tables
                    .dataset(MailTables.DELIVERY_ATTEMPT)
                    .where("mailbox_key = '" + mailbox.mailboxKey() + "'")
                    .select("event_id"),
                "event_id")
            .distinct()
            .collectAsList();
    return samples.stream()
        .map(row -> ForgottenMailbox.literal(row.getString(0)))
        .collect(Collectors.joining(", "));
  }
}
