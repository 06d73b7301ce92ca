package modori.jobs;

import java.util.ArrayList;
import java.util.List;
import modori.audit.AuditSettings;
import modori.audit.Limits;
import modori.audit.MissingHost;
import modori.spark.pipeline.ExitCode;
import picocli.CommandLine.Option;

/** What is expected of a night. */
final class AuditOptions {
  @Option(
      names = "--expect-host",
      split = ",",
      paramLabel = "HOST",
      description =
          "Hosts that must have lines of the last finished day, as the logs name them; else exit code 10.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--missing-host",
      paramLabel = "POLICY",
      defaultValue = "WITHHOLD",
      description =
          "When one is missing: withhold (default) publishes nothing, provisional what there is.")
  private MissingHost missingHost = MissingHost.WITHHOLD;

  @Option(
      names = "--limit",
      split = ",",
      paramLabel = "NAME=WARN:FAIL",
      description =
          "Another limit of the audit, or NAME=off: fewer-lines, more-lines, gap-minutes, quarantined, unclassified, future, old, unlinked, reason-share, silent-domain; jobs/modori.conf explains them.")
  private List<String> limits = new ArrayList<>();

  AuditSettings settings() {
    try {
      return new AuditSettings(hosts, missingHost, Limits.of(limits));
    } catch (IllegalArgumentException wrong) {
      throw new UserMistake(ExitCode.USAGE, "--limit " + wrong.getMessage());
    }
  }
}
