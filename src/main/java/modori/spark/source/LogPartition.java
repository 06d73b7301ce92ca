package modori.spark.source;

import java.util.ArrayList;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task of {@code maillog} reads. */
sealed interface LogPartition extends InputPartition {

  /** All splits there are: what they leave open is merged where they are read. */
  record Everything(ArrayList<LogSplit> splits) implements LogPartition {}

  /** Some splits: what they leave open is among the {@link Entries} of other tasks. */
  record Part(ArrayList<LogSplit> splits) implements LogPartition {}

  /** Queue entries that no split has seen whole, all fragments of each. */
  record Entries(ArrayList<FragmentChunk> fragments) implements LogPartition {}
}
