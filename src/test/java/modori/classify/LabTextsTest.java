package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import modori.NeedsCorpus;
import org.junit.jupiter.api.Test;

/**
 * Every text of the lab's real mail servers. {@code lab-shapes.tsv} gives the reason of each shape;
 * a shape that is not in it fails.
 */
@NeedsCorpus
class LabTextsTest {
  private static final Path LAB = Path.of(System.getProperty("modori.corpus"), "lab");
  private static final List<Pattern> TEXTS =
      Stream.of(
              "status=(?:bounced|deferred) \\((.*)\\)$",
              "NOQUEUE: reject: \\S+ from \\S+: (.*?); from=",
              "reply=(.*?), stat=",
              "stat=((?!Sent|queued)[^\"].*)$",
              "reject=(.*)$",
              " (?:\\*\\*|==) .*?(?:defer \\(-?\\d+\\)|[RT]=\\S+(?: H=\\S+ \\[[^]]*])?): (.*)$",
              "rejected (?:RCPT|MAIL) .*?>: (.*)$",
              "rejected after DATA: (.*)$",
              "result=\"?(?:TempFail|PermFail)\"? stat=(?:Error )?\"?(.*?)\"?$",
              "failed-command command=\"[^\"]*\" result=\"(.*)\"$",
              "courier\\w+: .*?(?:addr|to)=<[^>]*>: (.*)$")
          .map(Pattern::compile)
          .toList();

  @Test
  void every_shape_has_the_reason_of_its_class() throws IOException {
    Classifier classifier = Classifier.standard();
    Map<String, String> expected = expected();
    Map<String, String> answers = new TreeMap<>();
    try (Stream<Path> files = Files.walk(LAB)) {
      files
          .filter(file -> file.toString().contains("/logs/") && Files.isRegularFile(file))
          .forEach(file -> read(file, classifier, answers));
    }
    assertThat(answers).hasSizeGreaterThan(100);
    assertThat(answers)
        .allSatisfy((shape, reason) -> assertThat(reason).as(shape).isEqualTo(expected.get(shape)));
  }

  private static void read(Path file, Classifier classifier, Map<String, String> answers) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        for (Pattern pattern : TEXTS) {
          Matcher matcher = pattern.matcher(line);
          if (matcher.find() && !matcher.group(1).matches("250 .*|Delivered")) {
            String text = matcher.group(1);
            answers.computeIfAbsent(
                TextShape.of(text), shape -> classifier.classify(text).reason().id());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> expected() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    try (InputStream stream = LabTextsTest.class.getResourceAsStream("lab-shapes.tsv")) {
      new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t"))
          .forEach(cells -> expected.put(cells[1], cells[0]));
    }
    return expected;
  }
}
