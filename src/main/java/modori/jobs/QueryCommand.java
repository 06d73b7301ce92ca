package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import modori.spark.export.GoldExport;
import modori.spark.lookup.RunTables;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori query}. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    header = "Asks the tables in SQL.",
    description = {
      "",
      "Tables are named without a prefix; SHOW TABLES lists them, DESCRIBE TABLE mailbox_current explains one.",
      "Each run has a tag on the tables that it has changed: SELECT … FROM domain_day VERSION AS OF 'run_RUN';",
      "with --run all tables are those of one moment.",
      "The views v_ocsf_email_activity and v_ecs_email give delivery_attempt the names of OCSF and ECS.",
      ""
    },
    footer = {
      "",
      "Example:",
      "    jobs/modori query \"SELECT recipient_address, first_full, full_days FROM mailbox_current WHERE level = 'chronic'\"",
      "    jobs/modori query --question chronic-mailboxes --set domain=example.org",
      "    jobs/modori query --run 20270107T181502a1b2 \"SELECT sum(attempts) FROM domain_day\""
    })
final class QueryCommand implements Callable<Integer> {
  private static final Pattern TABLE =
      Pattern.compile(Pattern.quote(Warehouse.CATALOG + "." + Warehouse.MAIL + ".") + "([\\w.]+)");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SQL", description = "One statement of Spark SQL.")
  private @Nullable String sql;

  @Option(
      names = "--question",
      paramLabel = "NAME",
      description = "Asks a question that comes with modori, in place of SQL.")
  private @Nullable String question;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the question, as --questions lists them.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--questions", description = "Lists the questions that come with modori.")
  private boolean list;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "table, csv or json, one object a line (default: table).")
  private ResultFormat format = ResultFormat.TABLE;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description =
          "All tables as this run has published them; latest: the last one (default: each table as it stands now).")
  private @Nullable String run;

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (list) {
      Question.all().forEach(one -> print(out, one));
      return ExitCode.DONE;
    }
    if ((sql == null) == (question == null)) {
      throw new UserMistake(
          ExitCode.USAGE,
          "give one statement of SQL, or --question NAME; --questions lists what there is");
    }
    String statement = sql;
    Map<String, Object> values = Map.of();
    if (question != null) {
      Question asked = Question.named(question);
      statement = asked.sql();
      values = asked.values(parameters);
    }
    try (Warehouse tables = warehouse.open();
        SparkSession spark = cluster.session("query", tables)) {
      spark.sql("USE " + Warehouse.CATALOG + "." + Warehouse.MAIL);
      if (run != null) {
        show(spark, tables, run);
      }
      Dataset<Row> rows = ask(spark, statement, values);
      checkTables(tables, rows);
      Iterator<Row> iterator = rows.toLocalIterator();
      format.print(out, rows.schema(), iterator);
    }
    return ExitCode.DONE;
  }

  private static void show(SparkSession spark, Warehouse tables, String run) throws IOException {
    try {
      RunTables.show(spark, tables, run);
    } catch (IllegalArgumentException unknown) {
      throw new UserMistake(ExitCode.USAGE, "--run: " + unknown.getMessage());
    }
  }

  // The plan names every table that a statement reads, in subqueries and views too.
  private static void checkTables(Warehouse tables, Dataset<Row> rows) {
    if (!PrivacyOptions.isAggregate(tables)) {
      return;
    }
    List<String> open =
        Stream.concat(GoldExport.AGGREGATES.stream(), Stream.of(MailTables.DATA_QUALITY))
            .map(TableDefinition::name)
            .toList();
    Matcher named = TABLE.matcher(rows.queryExecution().analyzed().toString());
    while (named.find()) {
      if (!open.contains(named.group(1))) {
        throw new UserMistake(
            ExitCode.BAD_CONFIGURATION,
            "the tables hold the profile aggregate: they tell of domains only; open are "
                + String.join(", ", open));
      }
    }
  }

  private static Dataset<Row> ask(
      SparkSession spark, @Nullable String statement, Map<String, Object> values) {
    try {
      return values.isEmpty() ? spark.sql(statement) : spark.sql(statement, values);
    } catch (IllegalArgumentException refused) {
      // Iceberg, of a version that is not there.
      throw new UserMistake(ExitCode.USAGE, "the query is not right: " + refused.getMessage());
    }
  }

  private static void print(PrintWriter out, Question one) {
    out.println(one.name() + "  " + one.title());
    one.parameters()
        .forEach((parameter, value) -> out.println("    --set " + parameter + "='" + value + "'"));
  }
}
