package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/**
 * Two nights of the sample with the profile aggregate, beside the same nights with addresses: of
 * the first half of the log, and of all of it with the bounces.
 */
class AggregateNightTest {
  private static final List<TableDefinition> OF_DOMAINS =
      List.of(
          MailTables.DOMAIN_DAY,
          MailTables.DOMAIN_REASON_DAY,
          MailTables.SENDER_DAY,
          MailTables.SURVIVAL_DOMAIN);

  private static final Pattern ADDRESS = Pattern.compile("([\\w.+=-]+)@[\\w.-]+\\.\\w+");
  private static final Pattern MESSAGE_ID = Pattern.compile("message-id=<([^>\\s]+)>");
  private static final Pattern CLIENT = Pattern.compile("(?:client=|from )([\\w.-]+)\\[([\\d.]+)]");
  private static final Pattern RELAY =
      Pattern.compile("(?:relay=|host |to )([\\w.-]+)\\[([\\d.]+)]");
  private static final Pattern LOGIN = Pattern.compile("sasl_username=(\\S+?)[,\\s]");

  @TempDir static Path folder;

  private static String log;
  private static String bounces;
  private static final List<Map<String, List<String>>> CLEAR = new ArrayList<>();
  private static final List<Map<String, List<String>>> AGGREGATE = new ArrayList<>();

  @BeforeAll
  static void twoNightsEach() throws IOException {
    Sample sample = Sample.unpack();
    Path logs = Files.createDirectory(folder.resolve("logs"));
    byte[] all = unpacked(sample.logs().get(0));
    log = new String(all, StandardCharsets.ISO_8859_1);
    bounces = sample.bounces().get(0);
    Files.writeString(folder.resolve("key"), "not-for-the-warehouse-".repeat(2));
    int half = log.indexOf('\n', all.length / 2) + 1;
    for (int night = 0; night < 2; night++) {
      Files.write(logs.resolve("mail.log"), Arrays.copyOf(all, night == 0 ? half : all.length));
      CLEAR.add(night(night, "clear"));
      AGGREGATE.add(night(night, "aggregate", "--privacy-key", folder.resolve("key").toString()));
    }
  }

  private static byte[] unpacked(String file) throws IOException {
    try (InputStream in = new XZInputStream(Files.newInputStream(Path.of(file)))) {
      return in.readAllBytes();
    }
  }

  private static Map<String, List<String>> night(int night, String profile, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "nightly",
                "--logs",
                folder.resolve("logs").toString(),
                "--as-of",
                Sample.AS_OF.toString(),
                "--zone",
                Sample.ZONE.getId(),
                "--privacy",
                profile,
                "--warehouse",
                warehouse(profile)));
    if (night > 0) {
      arguments.addAll(List.of("--bounces", bounces));
    }
    arguments.addAll(List.of(more));
    Answer answer = Answer.modori(arguments.toArray(String[]::new));
    assertThat(answer.exitCode())
        .as(answer.out() + answer.err())
        .isIn(ExitCode.DONE, ExitCode.WARNINGS);
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (TableDefinition table : OF_DOMAINS) {
      rows.put(table.name(), rows(profile, table));
    }
    return rows;
  }

  @Test
  void numbersOfDomainsAreThoseOfTheNightsWithAddresses() {
    assertThat(CLEAR.get(0).get("domain_day"))
        .isNotEmpty()
        .isNotEqualTo(CLEAR.get(1).get("domain_day"));
    assertThat(AGGREGATE.get(0)).isEqualTo(CLEAR.get(0));
    assertThat(AGGREGATE.get(1)).isEqualTo(CLEAR.get(1));
  }

  @Test
  void noFileOfTheWarehouseNamesAnybody() throws IOException {
    Set<String> people = new TreeSet<>();
    String all = log + new String(unpacked(bounces), StandardCharsets.ISO_8859_1);
    Matcher address = ADDRESS.matcher(all);
    while (address.find()) {
      String local = address.group(1);
      boolean role = local.matches("(?i)postmaster|mailer-daemon|abuse|root|double-bounce|nobody");
      boolean endOfAPseudonym = local.matches("[0-9a-f]");
      if (!role && !endOfAPseudonym) {
        people.add(address.group());
        // A shorter one may be a word or part of one.
        if (local.length() > 5 && local.matches(".*\\d.*")) {
          people.add(local);
        }
      }
    }
    add(people, MESSAGE_ID, 1, all);
    add(people, LOGIN, 1, all);
    Set<String> clients = new TreeSet<>();
    add(clients, CLIENT, 1, log);
    add(clients, CLIENT, 2, log);
    Set<String> servers = new TreeSet<>(Set.of("localhost", "127.0.0.1", "unknown"));
    add(servers, RELAY, 1, log);
    add(servers, RELAY, 2, log);
    clients.removeAll(servers);
    people.addAll(clients);
    assertThat(people).hasSizeGreaterThan(100);
    assertThat(WarehouseFiles.anyOf(people, Path.of(warehouse("aggregate")))).isEmpty();
    assertThat(WarehouseFiles.anyOf(people, Path.of(warehouse("clear"))))
        .hasSizeGreaterThan(people.size() / 2);
  }

  private static void add(Set<String> found, Pattern pattern, int group, String text) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
  }

  @Test
  void commandsTellOfDomainsOnly() {
    Answer open = on("query", "--run", "latest", "SELECT count(*) > 9 AS many FROM domain_day");
    assertThat(open.exitCode()).as(open.err()).isEqualTo(ExitCode.DONE);
    assertThat(open.out()).contains("true");
    for (String of :
        List.of(
            "FROM mailbox_current",
            "WHERE 1 = (SELECT count(*) FROM delivery_attempt)",
            "FROM modori.mail.mailbox_day.files",
            "FROM v_ecs_email")) {
      Answer refused = on("query", "SELECT count(*) " + of);
      assertThat(refused.exitCode()).as(of).isEqualTo(ExitCode.BAD_CONFIGURATION);
      assertThat(refused.err()).contains("domain_day");
    }
    for (String[] command :
        List.of(
            new String[] {
              "lookup", "aaa12345@example.jp", "--privacy-key", folder.resolve("key").toString()
            },
            new String[] {"worklist", "pause"},
            new String[] {"worklist", "filling"})) {
      Answer refused = on(command);
      assertThat(refused.exitCode()).as(command[0]).isEqualTo(ExitCode.BAD_CONFIGURATION);
      assertThat(refused.err()).contains("aggregate");
    }
    Path copies = folder.resolve("copies");
    assertThat(on("export", copies.toString()).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(copies.resolve("domain_day.parquet")).exists();
    assertThat(copies.resolve("mailbox_current.parquet")).doesNotExist();
  }

  private static Answer on(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--warehouse", warehouse("aggregate")));
    return Answer.modori(arguments.toArray(String[]::new));
  }

  private static List<String> rows(String of, TableDefinition definition) throws IOException {
    return MaskedRows.of(warehouse(of), definition);
  }

  private static String warehouse(String profile) {
    return folder.resolve(profile).toString();
  }
}
