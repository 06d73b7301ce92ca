package modori.spark.tables;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Rows of one table, held column by column. */
final class RowBatch {
  private final TableDefinition definition;
  private final BatchColumn[] columns;
  private final int[] partitionColumns;
  private final int[] orderColumns;
  private int[] groups = new int[64];
  private int rows;

  RowBatch(TableDefinition definition) {
    this.definition = definition;
    List<Types.NestedField> fields = definition.schema().columns();
    columns = fields.stream().map(this::column).toArray(BatchColumn[]::new);
    partitionColumns = positions(definition.partitionColumns());
    int[] sorted = positions(definition.sortColumns());
    orderColumns = Arrays.copyOf(partitionColumns, partitionColumns.length + sorted.length);
    System.arraycopy(sorted, 0, orderColumns, partitionColumns.length, sorted.length);
  }

  private BatchColumn column(Types.NestedField field) {
    Type.TypeID type = field.type().typeId();
    if (type == Type.TypeID.BINARY) {
      return new VariedTextColumn(type);
    }
    if (type != Type.TypeID.STRING) {
      return new NumberColumn(type);
    }
    return definition.variedColumns().contains(field.name())
        ? new VariedTextColumn(type)
        : new RepeatedTextColumn();
  }

  /** Takes the values of a row; the row may be changed afterwards. */
  void add(Record row) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].add(row.get(i));
    }
    if (rows == groups.length) {
      groups = Arrays.copyOf(groups, 2 * rows);
    }
    groups[rows++] = definition.group().applyAsInt(row);
  }

  int rows() {
    return rows;
  }

  /**
   * The numbers of the rows: those of one partition and group together, in the order of the table.
   */
  int[] order() {
    Integer[] order = new Integer[rows];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, this::compare);
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private int compare(int one, int other) {
    int byGroup = Integer.compare(groups[one], groups[other]);
    if (byGroup != 0) {
      return byGroup;
    }
    for (int column : orderColumns) {
      int order = columns[column].compare(one, other);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The group of a row. */
  int group(int row) {
    return groups[row];
  }

  /** Whether two rows belong into the same file. */
  boolean sameFile(int one, int other) {
    if (groups[one] != groups[other]) {
      return false;
    }
    for (int column : partitionColumns) {
      if (!columns[column].same(one, other)) {
        return false;
      }
    }
    return true;
  }

  /** A row that has no other values than those of the partition's columns; for Iceberg. */
  Record partition(int row) {
    GenericRecord record = GenericRecord.create(definition.schema());
    for (int column : partitionColumns) {
      record.set(column, columns[column].value(row));
    }
    return record;
  }

  /** The columns' names in their order. */
  List<String> columnNames() {
    return definition.schema().columns().stream().map(Types.NestedField::name).toList();
  }

  /** The columns of a file that is still empty. */
  ColumnPages[] pages(MessageType file, ZstdCompressCtx zstd, PageBytes body) {
    ColumnPages[] pages = new ColumnPages[columns.length];
    List<Types.NestedField> fields = definition.schema().columns();
    for (int i = 0; i < columns.length; i++) {
      String[] path = {fields.get(i).name()};
      pages[i] = columns[i].pages(file.getColumnDescription(path), zstd, body);
    }
    return pages;
  }

  /** Adds the rows {@code order[from]} to {@code order[to - 1]} to the columns of a file. */
  void write(ColumnPages[] pages, int[] order, int from, int to) {
    for (int done = from; done < to; ) {
      int end = Math.min(to, done + pages[0].room());
      for (int i = 0; i < columns.length; i++) {
        columns[i].write(pages[i], order, done, end);
        pages[i].endFullPage();
      }
      done = end;
    }
  }

  void clear() {
    for (BatchColumn column : columns) {
      column.clear();
    }
    rows = 0;
  }

  private int[] positions(List<String> names) {
    return names.stream().mapToInt(this::position).toArray();
  }

  private int position(String name) {
    List<Types.NestedField> fields = definition.schema().columns();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(definition.name() + " has no column " + name);
  }
}
