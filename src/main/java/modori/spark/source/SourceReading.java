package modori.spark.source;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.connector.read.InputPartition;

/** What a data source reads, seen from the driver. */
interface SourceReading {
  /** The inputs in a few words. */
  String description();

  /**
   * Looks whether there is anything to read.
   *
   * @throws IllegalArgumentException in one line, where a path leads to nothing
   */
  void check();

  /** Cuts the inputs as they are now into partitions. */
  Plan plan();

  /**
   * A cut.
   *
   * @param partitions what the tasks read, one each
   * @param rows how they read it
   */
  record Plan(List<? extends InputPartition> partitions, Rows rows) {}

  /** How a task makes rows of its partition. */
  interface Rows extends Serializable {
    /** Hands over the partition's rows, each valid until the next. */
    void produce(InputPartition partition, Consumer<Record> sink);
  }
}
