package modori.spark.tables;

import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Rows of one group of one table, held column by column. */
final class RowBatch {
  private final TableDefinition definition;
  private final BatchColumn[] columns;
  private final int[] partitionColumns;
  private final int[] orderColumns;
  private final @Nullable Object[] last;
  private final int[] repeats;
  private int rows;

  RowBatch(TableDefinition definition) {
    this.definition = definition;
    List<Types.NestedField> fields = definition.schema().columns();
    columns = fields.stream().map(this::column).toArray(BatchColumn[]::new);
    partitionColumns = positions(definition.partitionColumns());
    int[] sorted = positions(definition.sortColumns());
    orderColumns = Arrays.copyOf(partitionColumns, partitionColumns.length + sorted.length);
    System.arraycopy(sorted, 0, orderColumns, partitionColumns.length, sorted.length);
    last = new Object[columns.length];
    repeats = new int[columns.length];
  }

  // Bounds of values that hardly repeat tell nothing, unless rows are sorted by them.
  private BatchColumn column(Types.NestedField field) {
    Type.TypeID type = field.type().typeId();
    boolean varied = definition.variedColumns().contains(field.name());
    boolean bounded = !varied || definition.sortColumns().contains(field.name());
    return switch (type) {
      case STRING ->
          varied
              ? new VariedTextColumn(
                  type, bounded, definition.soughtColumns().contains(field.name()))
              : new RepeatedTextColumn(bounded);
      case BINARY -> new VariedTextColumn(type, bounded, false);
      default -> new NumberColumn(type, varied, bounded);
    };
  }

  /**
   * Takes the values of a row; the row may be changed afterwards, its values may not. Most are the
   * same objects as in the row before, which costs the columns nothing until another one comes.
   */
  void add(Record row) {
    for (int i = 0; i < columns.length; i++) {
      Object value = row.get(i);
      if (value == last[i] && rows > 0) {
        repeats[i]++;
      } else {
        endRepeats(i);
        columns[i].add(value);
        last[i] = value;
      }
    }
    rows++;
  }

  private void endRepeats(int column) {
    if (repeats[column] > 0) {
      columns[column].repeat(repeats[column]);
      repeats[column] = 0;
    }
  }

  int rows() {
    return rows;
  }

  /**
   * The numbers of the rows: those of one partition together, in the order of the table. To be
   * called before the rows are asked for.
   */
  int[] order() {
    for (int i = 0; i < columns.length; i++) {
      endRepeats(i);
    }
    int first = 0;
    while (first < orderColumns.length && columns[orderColumns[first]].uniform()) {
      first++;
    }
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    if (first < orderColumns.length) {
      sort(order, first);
    }
    return order;
  }

  // By the first column as numbers; only rows that it does not tell apart are compared.
  private void sort(int[] order, int first) {
    int[] ranks = new int[rows];
    columns[orderColumns[first]].rank(ranks, rows);
    long[] keys = new long[rows];
    Arrays.setAll(keys, row -> (long) ranks[row] << 32 | row);
    Arrays.sort(keys);
    for (int from = 0; from < rows; ) {
      int to = from;
      while (to < rows && keys[to] >> 32 == keys[from] >> 32) {
        order[to] = (int) keys[to];
        to++;
      }
      sort(order, from, to, first + 1);
      from = to;
    }
  }

  private void sort(int[] order, int from, int to, int nextColumn) {
    if (to - from < 2) {
      return;
    }
    Integer[] sorted = new Integer[to - from];
    Arrays.setAll(sorted, i -> order[from + i]);
    Arrays.sort(sorted, (one, other) -> compare(one, other, nextColumn));
    for (int i = from; i < to; i++) {
      order[i] = sorted[i - from];
    }
  }

  private int compare(int one, int other, int nextColumn) {
    for (int i = nextColumn; i < orderColumns.length; i++) {
      int order = columns[orderColumns[i]].compare(one, other);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Whether two rows belong into the same file. */
  boolean sameFile(int one, int other) {
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
  ColumnPages[] pages(MessageType file, PageScratch scratch) {
    ColumnPages[] pages = new ColumnPages[columns.length];
    List<Types.NestedField> fields = definition.schema().columns();
    for (int i = 0; i < columns.length; i++) {
      String[] path = {fields.get(i).name()};
      pages[i] = columns[i].pages(file.getColumnDescription(path), scratch);
    }
    return pages;
  }

  /** Adds the rows {@code order[from]} to {@code order[to - 1]} to the columns of a file. */
  void write(ColumnPages[] pages, int[] order, int from, int to) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].write(pages[i], order, from, to);
    }
  }

  void clear() {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = columns[i].next();
    }
    Arrays.fill(last, null);
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
