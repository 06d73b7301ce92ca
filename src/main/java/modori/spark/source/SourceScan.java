package modori.spark.source;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One query's scan; its inputs are cut once, when it is first run. */
final class SourceScan implements Scan, Batch {
  private final SourceReading reading;
  private final StructType schema;
  private final int[] positions;
  private SourceReading.@Nullable Plan plan;

  SourceScan(SourceReading reading, StructType schema, int[] positions) {
    this.reading = reading;
    this.schema = schema;
    this.positions = positions;
  }

  @Override
  public StructType readSchema() {
    return schema;
  }

  @Override
  public String description() {
    return reading.description();
  }

  // Said here so that a plan can be explained without cutting the inputs.
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return plan().partitions().toArray(new InputPartition[0]);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new Readers(plan().rows(), positions);
  }

  private synchronized SourceReading.Plan plan() {
    SourceReading.Plan made = plan;
    if (made == null) {
      made = reading.plan();
      plan = made;
    }
    return made;
  }

  @SuppressWarnings("ArrayRecordComponent") // Carried to the tasks and never compared.
  private record Readers(SourceReading.Rows rows, int[] positions)
      implements PartitionReaderFactory, Serializable {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new PushedRows(
          sink ->
              rows.produce(
                  partition, row -> sink.accept(SourceColumns.internalRow(row, positions))));
    }
  }
}
