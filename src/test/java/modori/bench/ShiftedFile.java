package modori.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Stream;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalOutputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.SeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/**
 * Copies of data files of delivery_attempt some days earlier. Day and time are written anew, with
 * their bounds; the packed pages of the other columns are copied as they are.
 */
final class ShiftedFile {
  private static final int PAGE_ROWS = 20_000;

  private final Table table;
  private final int daysBack;
  private final String run;
  private int made;

  ShiftedFile(Table table, int daysBack) {
    this.table = table;
    this.daysBack = daysBack;
    this.run = "earlier-" + daysBack;
  }

  DataFile of(DataFile file) throws IOException {
    int day = file.partition().get(0, Integer.class) - daysBack;
    PartitionData partition = new PartitionData(table.spec().partitionType());
    partition.set(0, day);
    partition.set(1, run);
    String name = run + "-" + made++ + ".parquet";
    Path target = Path.of(table.locationProvider().newDataLocation(table.spec(), partition, name));
    Files.createDirectories(target.getParent());
    LocalInputFile source = new LocalInputFile(Path.of(file.location()));
    try (ParquetFileReader reader = ParquetFileReader.open(source);
        SeekableInputStream bytes = new Bytes(new FileInputStream(file.location()));
        ParquetFileWriter writer = writer(reader.getFileMetaData().getSchema(), target);
        CloseableIterable<Record> times = times(file)) {
      writer.start();
      var next = times.iterator();
      for (BlockMetaData block : reader.getRowGroups()) {
        long[] shifted = new long[(int) block.getRowCount()];
        for (int i = 0; i < shifted.length; i++) {
          OffsetDateTime time = (OffsetDateTime) next.next().get(0);
          shifted[i] = RowBuilder.micros(time.minusDays(daysBack).toInstant());
        }
        writer.startBlock(shifted.length);
        for (ColumnChunkMetaData chunk : block.getColumns()) {
          ColumnDescriptor column =
              reader.getFileMetaData().getSchema().getColumnDescription(chunk.getPath().toArray());
          switch (column.getPath()[0]) {
            case "event_date" -> numbers(writer, column, Integer.BYTES, day, shifted);
            case "event_time" -> numbers(writer, column, Long.BYTES, day, shifted);
            default ->
                writer.appendColumnChunk(
                    column,
                    bytes,
                    chunk,
                    reader.readBloomFilter(chunk),
                    reader.readColumnIndex(chunk),
                    reader.readOffsetIndex(chunk));
          }
        }
        writer.endBlock();
      }
      writer.end(Map.copyOf(reader.getFileMetaData().getKeyValueMetaData()));
      return DataFiles.builder(table.spec())
          .withFormat(FileFormat.PARQUET)
          .withPath(target.toString())
          .withFileSizeInBytes(Files.size(target))
          .withPartition(partition)
          .withMetrics(
              ParquetUtil.footerMetrics(
                  writer.getFooter(), Stream.empty(), MetricsConfig.forTable(table)))
          .withSplitOffsets(ParquetUtil.getSplitOffsets(writer.getFooter()))
          .build();
    }
  }

  private static ParquetFileWriter writer(MessageType schema, Path target) throws IOException {
    return new ParquetFileWriter(
        new LocalOutputFile(target),
        schema,
        ParquetFileWriter.Mode.OVERWRITE,
        Long.MAX_VALUE,
        0,
        64,
        64,
        true);
  }

  private CloseableIterable<Record> times(DataFile file) {
    Schema time = table.schema().select("event_time");
    return Parquet.read(table.io().newInputFile(file.location()))
        .project(time)
        .createReaderFunc(type -> GenericParquetReaders.buildReader(time, type))
        .build();
  }

  private static void numbers(
      ParquetFileWriter writer, ColumnDescriptor column, int width, int day, long[] times)
      throws IOException {
    writer.startColumn(column, times.length, CompressionCodecName.UNCOMPRESSED);
    for (int from = 0; from < times.length; from += PAGE_ROWS) {
      int to = Math.min(times.length, from + PAGE_ROWS);
      ByteBuffer page = ByteBuffer.allocate((to - from) * width).order(ByteOrder.LITTLE_ENDIAN);
      Statistics<?> bounds = Statistics.createStats(column.getPrimitiveType());
      for (int i = from; i < to; i++) {
        if (width == Long.BYTES) {
          page.putLong(times[i]);
          bounds.updateStats(times[i]);
        } else {
          page.putInt(day);
          bounds.updateStats(day);
        }
      }
      writer.writeDataPage(
          to - from,
          page.capacity(),
          BytesInput.from(page.array()),
          bounds,
          to - from,
          Encoding.RLE,
          Encoding.RLE,
          Encoding.PLAIN);
    }
    writer.endColumn();
  }

  /** Parquet's own reads a local file byte by byte. */
  private static final class Bytes extends DelegatingSeekableInputStream {
    private final FileInputStream file;

    Bytes(FileInputStream file) {
      super(file);
      this.file = file;
    }

    @Override
    public long getPos() throws IOException {
      return file.getChannel().position();
    }

    @Override
    public void seek(long position) throws IOException {
      file.getChannel().position(position);
    }
  }
}
