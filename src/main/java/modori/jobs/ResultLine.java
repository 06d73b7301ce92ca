package modori.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.Manifest;
import modori.spark.pipeline.NightResult;

/** What a night has come to, as one JSON object in one line, for schedulers. */
final class ResultLine {
  private static final int MOST_LINES = 20;

  private ResultLine() {}

  /** The line of a night that ran to its end, published or not. */
  static String of(NightResult result) {
    ObjectNode line = begin(result.exitCode());
    Manifest manifest = result.manifest();
    line.put("run_id", result.runId().isEmpty() ? null : result.runId());
    line.put("published", result.report() != null);
    line.put("message", NightTold.line(result));
    if (manifest != null) {
      ObjectNode content = manifest.content();
      line.set("as_of", content.get("as_of"));
      line.put("files", content.at("/counts/files").longValue());
      content.at("/counts/lines").fields().forEachRemaining(one -> add(line, one.getKey(), one));
      line.set("attempts", content.at("/counts/attempts"));
      line.set("notices", content.at("/counts/notices"));
      line.set("mailboxes", content.get("mailboxes"));
      line.set("checks", content.at("/audit/checks"));
      line.put("manifest", manifest.place());
    }
    lines(line, "trouble", result.trouble());
    lines(line, "warnings", result.warnings());
    return line.toString();
  }

  /** The line of a command that failed. */
  static String of(int exitCode, String message) {
    return begin(exitCode).put("published", false).put("message", message).toString();
  }

  private static ObjectNode begin(int exitCode) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("exit_code", exitCode)
        .put("meaning", ExitCode.meaning(exitCode))
        .put("retry", ExitCode.mayHelpLater(exitCode));
  }

  private static void add(
      ObjectNode line,
      String name,
      java.util.Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> one) {
    line.set("lines_" + name, one.getValue());
  }

  private static void lines(ObjectNode line, String name, List<String> texts) {
    var array = line.putArray(name);
    texts.stream().limit(MOST_LINES).forEach(array::add);
  }
}
