package modori.spark.tables;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet data file of an Iceberg table that rows are added to, a batch at a time. It has one row
 * group, whose packed pages are held in memory until it is finished.
 */
final class ParquetRows {
  private static final int STATISTICS_BYTES = 64;
  private static final int NO_PADDING = 0;

  private final Table table;
  private final MessageType schema;
  private final EncryptedOutputFile file;
  private final @Nullable PartitionKey partition;
  private final ColumnPages[] columns;
  private long rows;

  /**
   * An empty file.
   *
   * @param file where it will be written
   * @param partition of its rows; null for a table without partitions
   * @param batch made of the table's rows
   * @param scratch of the writer
   */
  ParquetRows(
      Table table,
      EncryptedOutputFile file,
      @Nullable PartitionKey partition,
      RowBatch batch,
      PageScratch scratch) {
    this.table = table;
    // Columns that a later version has added to the table are absent in its files.
    this.schema = ParquetSchemaUtil.convert(table.schema().select(batch.columnNames()), "table");
    this.file = file;
    this.partition = partition;
    this.columns = batch.pages(schema, scratch);
  }

  /** Adds the rows {@code order[from]} to {@code order[to - 1]} of the batch. */
  void add(RowBatch batch, int[] order, int from, int to) {
    batch.write(columns, order, from, to);
    rows += to - from;
  }

  /** Bytes of the pages. */
  long bytes() {
    return Arrays.stream(columns).mapToLong(ColumnPages::bytes).sum();
  }

  /**
   * Writes the file.
   *
   * @throws IOException where it cannot be written
   */
  DataFile finish() throws IOException {
    OutputFile target = file.encryptingOutputFile();
    PlainOutput output = new PlainOutput(target);
    ParquetMetadata footer;
    try (ParquetFileWriter writer =
        new ParquetFileWriter(
            output,
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            Long.MAX_VALUE,
            NO_PADDING,
            STATISTICS_BYTES,
            STATISTICS_BYTES,
            true)) {
      writer.start();
      writer.startBlock(rows);
      for (ColumnPages column : columns) {
        column.write(writer);
      }
      writer.endBlock();
      writer.end(Map.of("iceberg.schema", SchemaParser.toJson(table.schema())));
      footer = writer.getFooter();
    }
    DataFiles.Builder built =
        DataFiles.builder(table.spec())
            .withFormat(FileFormat.PARQUET)
            .withPath(target.location())
            .withFileSizeInBytes(output.written())
            .withMetrics(
                ParquetUtil.footerMetrics(footer, Stream.empty(), MetricsConfig.forTable(table)))
            .withSplitOffsets(ParquetUtil.getSplitOffsets(footer))
            .withEncryptionKeyMetadata(file.keyMetadata());
    return (partition == null ? built : built.withPartition(partition)).build();
  }

  /** Iceberg's file as Parquet wants it. */
  private static final class PlainOutput
      implements org.apache.iceberg.shaded.org.apache.parquet.io.OutputFile {
    private final OutputFile file;
    private @Nullable CountedStream stream;

    PlainOutput(OutputFile file) {
      this.file = file;
    }

    long written() {
      return stream == null ? 0 : stream.last;
    }

    @Override
    public org.apache.iceberg.shaded.org.apache.parquet.io.PositionOutputStream create(
        long blockSizeHint) {
      return stream = new CountedStream(file.create());
    }

    @Override
    public org.apache.iceberg.shaded.org.apache.parquet.io.PositionOutputStream createOrOverwrite(
        long blockSizeHint) {
      return stream = new CountedStream(file.createOrOverwrite());
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }

    @Override
    public String getPath() {
      return file.location();
    }
  }

  private static final class CountedStream extends DelegatingPositionOutputStream {
    private final PositionOutputStream stream;
    private long last;
    private boolean closed;

    CountedStream(PositionOutputStream stream) {
      super(stream);
      this.stream = stream;
    }

    @Override
    public long getPos() throws IOException {
      return stream.getPos();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        last = stream.getPos();
        super.close();
      }
    }
  }
}
