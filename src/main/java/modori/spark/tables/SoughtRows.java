package modori.spark.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/**
 * Finds the few rows of a large table whose texts are given. Files and row groups that cannot hold
 * one are known by their bounds and bloom filters; of the others one column is decoded, and the
 * wanted columns of a row that fits.
 */
public final class SoughtRows {
  private final Table table;
  private final Map<Integer, Binary> sought = new LinkedHashMap<>();
  private final List<Integer> ids = new ArrayList<>();
  private Expression filter = Expressions.alwaysTrue();

  /**
   * A search.
   *
   * @param columns that rows are asked for, by their places here
   * @param sought the text that each of these columns must have; the rarest first
   */
  public SoughtRows(Table table, List<String> columns, Map<String, String> sought) {
    this.table = table;
    columns.forEach(column -> ids.add(id(column)));
    sought.forEach(
        (column, text) -> {
          // Not fromString: that one moves a position, and threads share it.
          this.sought.put(
              id(column), Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8)));
          ids.add(id(column));
          filter = Expressions.and(filter, Expressions.equal(column, text));
        });
  }

  private int id(String column) {
    return table.schema().findField(column).fieldId();
  }

  /**
   * What is made of the rows that fit, in no order.
   *
   * @param where files that hold no row of which this is true may be left out; rows of which it is
   *     not may come
   * @throws IOException where the table cannot be read
   */
  public <T> List<T> find(Expression where, Function<StoredRow, T> made) throws IOException {
    if (table.currentSnapshot() == null) {
      return List.of();
    }
    List<FileScanTask> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().filter(Expressions.and(where, filter)).planFiles()) {
      tasks.forEach(files::add);
    }
    try {
      return files.parallelStream().flatMap(file -> rows(file, made).stream()).toList();
    } catch (UncheckedIOException failure) {
      throw new IOException("cannot read " + table.name(), failure);
    }
  }

  private <T> List<T> rows(FileScanTask file, Function<StoredRow, T> made) {
    List<T> found = new ArrayList<>();
    List<StoredPart> parts = file.deletes().isEmpty() ? parts(file) : List.of(StoredPart.of(file));
    try (StoredRows rows = new StoredRows(table, parts.iterator(), ids)) {
      while (rows.hasNext()) {
        StoredRow row = rows.next();
        if (fits(row)) {
          found.add(made.apply(row));
        }
      }
    }
    return found;
  }

  private boolean fits(StoredRow row) {
    int place = ids.size() - sought.size();
    for (Binary text : sought.values()) {
      if (!row.holds(place++, text)) {
        return false;
      }
    }
    return true;
  }

  private List<StoredPart> parts(FileScanTask task) {
    String location = task.file().location();
    long bytes = task.file().fileSizeInBytes();
    List<StoredPart> parts = new ArrayList<>();
    try (ParquetFileReader file =
        ParquetFileReader.open(
            new PlainInput(table.io().newInputFile(location, bytes)),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      for (BlockMetaData group : file.getRowGroups()) {
        if (mayFit(file, group)) {
          parts.add(
              new StoredPart(
                  location, bytes, group.getStartingPos(), group.getCompressedSize(), null));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + location, failure);
    }
    return parts;
  }

  private boolean mayFit(ParquetFileReader file, BlockMetaData group) throws IOException {
    for (ColumnChunkMetaData column : group.getColumns()) {
      Binary text =
          column.getPrimitiveType().getId() == null
              ? null
              : sought.get(column.getPrimitiveType().getId().intValue());
      if (text != null && !mayHold(file, column, text)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayHold(ParquetFileReader file, ColumnChunkMetaData column, Binary text)
      throws IOException {
    Statistics<?> bounds = column.getStatistics();
    if (bounds != null && bounds.hasNonNullValue()) {
      var order = column.getPrimitiveType().<Binary>comparator();
      if (order.compare((Binary) bounds.genericGetMin(), text) > 0
          || order.compare((Binary) bounds.genericGetMax(), text) < 0) {
        return false;
      }
    }
    BloomFilter filter = file.readBloomFilter(column);
    return filter == null || filter.findHash(filter.hash(text));
  }
}
