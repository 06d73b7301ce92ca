package modori.spark.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.ingest.FileStore;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The messages of one {@code bouncemail} table.
 *
 * @param store where they lie
 * @param paths as given
 * @param splitBytes how much a task reads
 */
record MessageReading(FileStore store, List<String> paths, long splitBytes)
    implements SourceReading {

  /** Some parts for one task. */
  record Parts(ArrayList<MessagePart> parts) implements InputPartition {
    private long weight() {
      return parts.stream().mapToLong(MessagePart::weightBytes).sum();
    }
  }

  /** What the options say. */
  static MessageReading of(Map<String, String> properties) {
    SourceOptions options =
        new SourceOptions(BouncemailSource.NAME, properties, SourceOptions.SPLIT_MIB);
    return new MessageReading(
        new InputFiles(() -> SparkSession.active().sparkContext().hadoopConfiguration()),
        options.paths(),
        options.splitBytes((long) BouncemailSource.SPLIT_MIB << 20));
  }

  @Override
  public String description() {
    return BouncemailSource.NAME + " " + String.join(" ", paths);
  }

  @Override
  public void check() {
    for (String path : paths) {
      if (!MessageParts.leadsSomewhere(store, path)) {
        throw new IllegalArgumentException(
            BouncemailSource.NAME + ": no such file or directory: " + path);
      }
    }
  }

  @Override
  public Plan plan() {
    check();
    Warnings warnings = new Warnings(BouncemailSource.NAME);
    MessageParts finder = new MessageParts(store, splitBytes, warnings);
    Set<MessagePart> parts = new LinkedHashSet<>();
    paths.forEach(path -> parts.addAll(finder.find(path)));
    warnings.finish(parts.size());
    List<Parts> partitions = new ArrayList<>();
    Packing.ofNeighbours(List.copyOf(parts), MessagePart::weightBytes, splitBytes)
        .forEach(group -> partitions.add(new Parts(group)));
    partitions.sort(Comparator.comparingLong(Parts::weight).reversed());
    return new Plan(partitions, new NoticeSource(store));
  }
}
