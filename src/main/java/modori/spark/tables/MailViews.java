package modori.spark.tables;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Views that give delivery_attempt the names of published schemas; what has no true counterpart
 * there is left out.
 *
 * <p>Sources: OCSF 1.9-dev, class email_activity (4009) and its objects; Elastic Common Schema,
 * field sets email, event, error, host, source and destination.
 */
final class MailViews {
  private static final Types.StringType TEXT = Types.StringType.get();
  private static final Types.IntegerType INT = Types.IntegerType.get();
  private static final Types.LongType LONG = Types.LongType.get();

  private static final String FAILED =
      "event_type IN ('deferred', 'bounced', 'expired', 'rejected', 'oob_bounce') OR reason IS NOT NULL";
  private static final String SUCCEEDED = "event_type IN ('delivered', 'relayed')";

  private MailViews() {}

  /**
   * A view.
   *
   * @param name without namespace
   * @param comment what a row is
   * @param schema its columns
   * @param sql in the dialect of Spark
   */
  record View(String name, String comment, Schema schema, String sql) {}

  /** All views. */
  static final List<View> ALL = List.of(ocsf(), ecs());

  private static View ocsf() {
    Columns columns = new Columns();
    columns.add("class_uid", INT, "4009: Email Activity", "4009");
    columns.add("category_uid", INT, "4: Network Activity", "4");
    columns.add(
        "activity_id",
        INT,
        "1 Send, 2 Receive, 5 MTA Relay, 0 Unknown",
        "CASE WHEN event_type = 'relayed' THEN 5 WHEN direction = 'inbound' THEN 2"
            + " WHEN direction IN ('outbound', 'internal') THEN 1 ELSE 0 END");
    columns.add(
        "type_uid",
        LONG,
        "class_uid * 100 + activity_id",
        "CAST(400900 + CASE WHEN event_type = 'relayed' THEN 5 WHEN direction = 'inbound' THEN 2"
            + " WHEN direction IN ('outbound', 'internal') THEN 1 ELSE 0 END AS BIGINT)");
    columns.add("severity_id", INT, "1: Informational", "1");
    columns.add("time", LONG, "Milliseconds since 1970, UTC", "unix_millis(event_time)");
    columns.add(
        "status_id",
        INT,
        "1 Success, 2 Failure, 0 Unknown",
        "CASE WHEN " + FAILED + " THEN 2 WHEN " + SUCCEEDED + " THEN 1 ELSE 0 END");
    columns.add(
        "status_code",
        TEXT,
        "Enhanced status code, else the reply code",
        "coalesce(enhanced_code, CAST(reply_code AS STRING))");
    columns.add("status_detail", TEXT, "The explanation as logged", "reply_text");
    columns.add(
        "direction_id",
        INT,
        "1 Inbound, 2 Outbound, 3 Internal, 0 Unknown",
        "CASE direction WHEN 'inbound' THEN 1 WHEN 'outbound' THEN 2 WHEN 'internal' THEN 3 ELSE 0 END");
    columns.add("attempt", INT, "1 for the first attempt", "attempt_no");
    columns.add("command", TEXT, "SMTP command that was answered", "smtp_stage");
    columns.add("from", TEXT, "Envelope sender", "sender_address");
    columns.add("to", columns.list(TEXT), "Envelope recipient", "array(recipient_address)");
    columns.add("message_trace_uid", TEXT, "Identity across hops", "trace_key");
    columns.add("duration", LONG, "Milliseconds in queue", "CAST(queue_seconds * 1000 AS BIGINT)");
    columns.add(
        "email",
        columns.struct("message_uid", TEXT, "uid", TEXT, "size", LONG),
        "The message",
        "named_struct('message_uid', message_id, 'uid', queue_id, 'size', size_bytes)");
    columns.add(
        "src_endpoint",
        columns.struct("hostname", TEXT, "ip", TEXT),
        "Who handed the message in",
        "named_struct('hostname', client_name, 'ip', client_ip)");
    columns.add(
        "dst_endpoint",
        columns.struct("hostname", TEXT, "ip", TEXT, "port", INT),
        "Next hop",
        "named_struct('hostname', relay_host, 'ip', relay_ip, 'port', relay_port)");
    columns.add(
        "device",
        columns.struct("hostname", TEXT),
        "Host that wrote the line",
        "named_struct('hostname', log_host)");
    columns.add(
        "metadata",
        columns.struct("uid", TEXT, "version", TEXT),
        "Identity of the event, version of OCSF",
        "named_struct('uid', event_id, 'version', '1.9.0-dev')");
    return columns.view(
        "v_ocsf_email_activity", "delivery_attempt in the names of OCSF email_activity (4009)");
  }

  private static View ecs() {
    Columns columns = new Columns();
    columns.add("@timestamp", Types.TimestampType.withZone(), "Time of the event", "event_time");
    columns.add(
        "event",
        columns.struct("id", TEXT, "kind", TEXT, "action", TEXT, "outcome", TEXT),
        "What happened",
        "named_struct('id', event_id, 'kind', 'event', 'action', event_type, 'outcome', CASE WHEN "
            + FAILED
            + " THEN 'failure' WHEN "
            + SUCCEEDED
            + " THEN 'success' ELSE 'unknown' END)");
    columns.add(
        "host",
        columns.struct("name", TEXT),
        "Host that wrote the line",
        "named_struct('name', log_host)");
    Type to = columns.struct("address", columns.list(TEXT));
    columns.add(
        "email",
        columns.struct("direction", TEXT, "local_id", TEXT, "message_id", TEXT, "to", to),
        "The message; local_id is the queue id",
        "named_struct('direction', direction, 'local_id', queue_id, 'message_id', message_id,"
            + " 'to', named_struct('address', array(recipient_address)))");
    columns.add(
        "source",
        columns.struct("ip", TEXT),
        "Who handed the message in",
        "named_struct('ip', client_ip)");
    columns.add(
        "destination",
        columns.struct("domain", TEXT, "ip", TEXT, "port", LONG),
        "Next hop",
        "named_struct('domain', relay_host, 'ip', relay_ip, 'port', CAST(relay_port AS BIGINT))");
    columns.add(
        "error",
        columns.struct("message", TEXT, "type", TEXT, "code", TEXT),
        "Why it failed: text, reason and category",
        "named_struct('message', IF(reason IS NULL, NULL, reply_text), 'type', reason, 'code', category)");
    return columns.view(
        "v_ecs_email", "delivery_attempt in the names of the Elastic Common Schema");
  }

  /** Gathers columns; ids of columns and of what is inside them count from 1. */
  private static final class Columns {
    private final List<Types.NestedField> fields = new ArrayList<>();
    private final List<String> expressions = new ArrayList<>();
    private int lastId;

    void add(String name, Type type, String meaning, String expression) {
      fields.add(Types.NestedField.optional(++lastId, name, type, meaning));
      expressions.add(expression + " AS `" + name + "`");
    }

    Type list(Type element) {
      return Types.ListType.ofOptional(++lastId, element);
    }

    /** A struct of names and types in turn. */
    Type struct(Object... namesAndTypes) {
      List<Types.NestedField> inner = new ArrayList<>();
      for (int i = 0; i < namesAndTypes.length; i += 2) {
        inner.add(
            Types.NestedField.optional(
                ++lastId, (String) namesAndTypes[i], (Type) namesAndTypes[i + 1]));
      }
      return Types.StructType.of(inner);
    }

    View view(String name, String comment) {
      String sql =
          "SELECT "
              + String.join(", ", expressions)
              + " FROM "
              + MailTables.DELIVERY_ATTEMPT.name();
      return new View(name, comment, new Schema(fields), sql);
    }
  }
}
