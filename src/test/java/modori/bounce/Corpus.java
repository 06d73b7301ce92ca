package modori.bounce;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import modori.classify.Classifier;

/** The test data beside the project: read by path, never copied. */
final class Corpus {
  private Corpus() {}

  /** A folder of the corpus; where the corpus is not there, the test is not run. */
  static Path folder(String name) {
    Path folder = Path.of(System.getProperty("modori.corpus", "../shared/corpus")).resolve(name);
    assumeThat(folder).exists();
    return folder;
  }

  /** The rows of every message under the folders, by the path of its file below the root. */
  static Map<String, List<BounceNotice>> rows(Path root, Path... folders) {
    BounceReader reader = new BounceReader(Classifier.standard());
    Map<String, List<BounceNotice>> rows = new TreeMap<>();
    try {
      for (Path file : MessageFiles.list(List.of(folders))) {
        rows.put(root.relativize(file).toString(), rows(reader, file));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return rows;
  }

  private static List<BounceNotice> rows(BounceReader reader, Path file) throws IOException {
    List<BounceNotice> rows = new ArrayList<>();
    try (MessageStream messages = MessageFiles.open(file)) {
      for (Optional<RawMessage> next = messages.next(); next.isPresent(); next = messages.next()) {
        RawMessage raw = next.get();
        rows.addAll(reader.read(raw.sourceFile(), raw.bytes(), 0, raw.length()));
      }
    }
    return rows;
  }

  /** The lines of a CSV file without quotes, by the names in its first line. */
  static List<Map<String, String>> csv(Path file) {
    try {
      List<Map<String, String>> rows = new ArrayList<>();
      try (var parser =
          org.apache.commons.csv.CSVParser.parse(
              Files.newBufferedReader(file),
              org.apache.commons.csv.CSVFormat.DEFAULT
                  .builder()
                  .setHeader()
                  .setSkipHeaderRecord(true)
                  .get())) {
        parser.forEach(record -> rows.add(record.toMap()));
      }
      return rows;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
