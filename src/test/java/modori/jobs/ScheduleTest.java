package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import modori.spark.pipeline.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The files under jobs/schedule are right for their schedulers and for modori. */
class ScheduleTest {
  private static final Path FOLDER = Path.of("jobs/schedule");
  private static final Pattern COMMAND =
      Pattern.compile("/opt/modori/jobs/modori (nightly[^>;\\n]*)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"modori.cron", "modori.service", "modori-cronjob.yaml"})
  void theCommandIsOneThatModoriTakes(String name) throws IOException {
    Matcher command = COMMAND.matcher(Files.readString(FOLDER.resolve(name)));
    assertThat(command.find()).isTrue();
    String[] words = command.group(1).strip().split("\\s+");
    CommandLine line = new CommandLine(new Modori()).setCaseInsensitiveEnumValuesAllowed(true);
    assertThat(line.parseArgs(words).subcommand().matchedArgs()).hasSize(words.length > 1 ? 1 : 0);
  }

  @Test
  void systemdTakesServiceAndTimer() throws IOException, InterruptedException {
    assumeThat(onPath("systemd-analyze")).as("systemd-analyze is not installed").isTrue();
    // The command must exist for systemd to be content.
    Path service = folder.resolve("modori.service");
    Files.writeString(
        service,
        Files.readString(FOLDER.resolve("modori.service"))
            .replace("/opt/modori/jobs/modori", Path.of("jobs/modori").toAbsolutePath().toString())
            .replaceAll("(?m)^Documentation=.*\\R", ""));
    Path timer = Files.copy(FOLDER.resolve("modori.timer"), folder.resolve("modori.timer"));
    Ended ended = run("systemd-analyze", "verify", service.toString(), timer.toString());
    assertThat(ended.printed().lines().filter(line -> line.contains("modori."))).isEmpty();
  }

  @Test
  void systemdTriesAgainWhatMayPassAndNothingElse() throws IOException {
    String service = Files.readString(FOLDER.resolve("modori.service"));
    assertThat(codes(service, "SuccessExitStatus"))
        .containsExactly(ExitCode.WARNINGS, ExitCode.NOTHING);
    assertThat(codes(service, "RestartPreventExitStatus"))
        .contains(ExitCode.AUDIT_FAILED, ExitCode.USAGE)
        .doesNotContain(ExitCode.INPUT_INCOMPLETE, ExitCode.LOCKED);
  }

  @Test
  void pythonTakesTheAirflowFile() throws IOException, InterruptedException {
    assumeThat(onPath("python3")).as("python3 is not installed").isTrue();
    Ended ended =
        run(
            "python3",
            "-c",
            "import ast, sys; ast.parse(open(sys.argv[1]).read())",
            FOLDER.resolve("modori_dag.py").toString());
    assertThat(ended.exitCode()).as(ended.printed()).isZero();
  }

  @Test
  void kubernetesRunsOneNightAtATimeAndGivesUpWhereAPersonMustLook() throws IOException {
    JsonNode job =
        new ObjectMapper(new YAMLFactory())
            .readTree(FOLDER.resolve("modori-cronjob.yaml").toFile());
    assertThat(job.path("kind").asText()).isEqualTo("CronJob");
    JsonNode spec = job.path("spec");
    assertThat(spec.path("concurrencyPolicy").asText()).isEqualTo("Forbid");
    assertThat(spec.path("startingDeadlineSeconds").asLong()).isPositive();
    JsonNode rule = spec.at("/jobTemplate/spec/podFailurePolicy/rules/0");
    assertThat(rule.path("action").asText()).isEqualTo("FailJob");
    List<Integer> given = new ArrayList<>();
    rule.at("/onExitCodes/values").forEach(code -> given.add(code.asInt()));
    assertThat(given)
        .contains(ExitCode.AUDIT_FAILED, ExitCode.USAGE)
        .doesNotContain(ExitCode.INPUT_INCOMPLETE, ExitCode.LOCKED);
    // A policy on exit codes needs restartPolicy Never (Kubernetes, "Pod failure policy").
    assertThat(spec.at("/jobTemplate/spec/template/spec/restartPolicy").asText())
        .isEqualTo("Never");
  }

  @Test
  void theSparkOperatorRunsTheNightOnTheSparkThatModoriIsBuiltFor() throws IOException {
    JsonNode application =
        new ObjectMapper(new YAMLFactory())
            .readTree(FOLDER.resolve("modori-sparkapplication.yaml").toFile());
    assertThat(application.path("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(application.path("kind").asText()).isEqualTo("ScheduledSparkApplication");
    assertThat(application.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
    JsonNode night = application.at("/spec/template");
    assertThat(night.path("sparkVersion").asText())
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    assertThat(night.path("mainClass").asText()).isEqualTo(Modori.class.getName());
    List<String> words = new ArrayList<>();
    night.path("arguments").forEach(word -> words.add(word.asText()));
    CommandLine line = new CommandLine(new Modori()).setCaseInsensitiveEnumValuesAllowed(true);
    assertThat(line.parseArgs(words.toArray(String[]::new)).subcommand().matchedArgs()).hasSize(1);
    String folder = night.at("/driver/configMaps/0/path").asText();
    assertThat(night.at("/driver/javaOptions").asText())
        .isEqualTo("-D" + Configuration.FILE_PROPERTY + "=" + folder + "/modori.conf");
  }

  private static List<Integer> codes(String unit, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + "=(.*)$").matcher(unit);
    assertThat(line.find()).isTrue();
    return Pattern.compile(" ").splitAsStream(line.group(1)).map(Integer::valueOf).toList();
  }

  private static boolean onPath(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private record Ended(int exitCode, String printed) {}

  private static Ended run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), printed);
  }
}
