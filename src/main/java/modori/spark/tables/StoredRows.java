package modori.spark.tables;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The rows of parts of data files, one after the other. */
final class StoredRows implements Iterator<StoredRow>, Closeable {
  private final Table table;
  private final Iterator<StoredPart> parts;
  private final List<Integer> ids;
  private @Nullable ParquetFileReader file;
  private List<Integer> places = List.of();
  private MessageType read = new MessageType("table");
  private @Nullable FileRow row;
  private @Nullable CloseableIterator<Record> records;
  private int[] recordPlaces = new int[0];
  private long left;

  /**
   * Rows of parts of the table.
   *
   * @param ids of the columns that are wanted
   */
  StoredRows(Table table, Iterator<StoredPart> parts, List<Integer> ids) {
    this.table = table;
    this.parts = parts;
    this.ids = ids;
  }

  @Override
  public boolean hasNext() {
    try {
      while (left == 0) {
        if (records != null && records.hasNext()) {
          left = 1;
        } else if (!nextRowGroup()) {
          if (!parts.hasNext()) {
            return false;
          }
          open(parts.next());
        }
      }
      return true;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + table.name(), failure);
    }
  }

  @Override
  public StoredRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    left--;
    if (records != null) {
      return new RecordRow(records.next(), recordPlaces);
    }
    if (row == null) {
      throw new NoSuchElementException();
    }
    row.advance();
    return row;
  }

  private boolean nextRowGroup() throws IOException {
    PageReadStore pages = file == null ? null : file.readNextRowGroup();
    if (file == null || pages == null) {
      return false;
    }
    row = new FileRow(pages, read, places, file.getFileMetaData().getCreatedBy());
    left = pages.getRowCount();
    return true;
  }

  private void open(StoredPart part) throws IOException {
    close();
    if (part.deleted() != null) {
      records = undeleted(part.deleted()).iterator();
      return;
    }
    ParquetReadOptions.Builder options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withRange(part.start(), part.start() + part.bytes());
    file =
        ParquetFileReader.open(
            new PlainInput(table.io().newInputFile(part.location(), part.fileBytes())),
            options.build());
    List<Type> wanted = new ArrayList<>();
    places = new ArrayList<>();
    List<Type> stored = file.getFileMetaData().getSchema().getFields();
    for (int id : ids) {
      int found = -1;
      for (Type column : stored) {
        if (column.getId() != null && column.getId().intValue() == id) {
          found = wanted.size();
          wanted.add(column);
        }
      }
      places.add(found);
    }
    // A file without any of the columns still has rows.
    read = new MessageType("table", wanted.isEmpty() ? stored.subList(0, 1) : wanted);
    file.setRequestedSchema(read);
  }

  // What another program has deleted without writing the file again.
  private CloseableIterable<Record> undeleted(FileScanTask task) {
    Schema wanted = new Schema(ids.stream().map(table.schema()::findField).toList());
    GenericDeleteFilter filter = new GenericDeleteFilter(table.io(), task, table.schema(), wanted);
    Schema required = filter.requiredSchema();
    recordPlaces =
        ids.stream().mapToInt(id -> required.columns().indexOf(required.findField(id))).toArray();
    return filter.filter(
        Parquet.read(table.io().newInputFile(task.file().location()))
            .split(task.start(), task.length())
            .project(required)
            .createReaderFunc(type -> GenericParquetReaders.buildReader(required, type))
            .build());
  }

  @Override
  public void close() {
    try (ParquetFileReader openFile = file;
        CloseableIterator<Record> openRecords = records) {
      file = null;
      records = null;
      row = null;
      left = 0;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close a file of " + table.name(), failure);
    }
  }
}
