package modori.spark.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * A table as modori makes it.
 *
 * @param name without namespace
 * @param comment what a row is
 * @param schema columns in order, each with a comment
 * @param partitionColumns identity partitions, outermost first
 * @param sortColumns order of rows within a file
 * @param variedColumns columns whose values hardly repeat: a dictionary would only cost
 * @param soughtColumns of them, those that single rows are looked for by: files tell which values
 *     they surely do not hold
 * @param group rows of one partition with another number go to another file
 */
public record TableDefinition(
    String name,
    String comment,
    Schema schema,
    List<String> partitionColumns,
    List<String> sortColumns,
    List<String> variedColumns,
    List<String> soughtColumns,
    ToIntFunction<Record> group) {

  /** Begins a definition. */
  static Builder table(String name, String comment) {
    return new Builder(name, comment);
  }

  /** How the table is partitioned. */
  public PartitionSpec spec() {
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
    partitionColumns.forEach(builder::identity);
    return builder.build();
  }

  /**
   * The same with the columns' ids of a table that was made earlier, or later: columns that only
   * the table has come last.
   */
  public TableDefinition withColumnsOf(Schema table) {
    List<Types.NestedField> fields = new ArrayList<>();
    schema.columns().forEach(field -> fields.add(table.findField(field.name())));
    table.columns().stream()
        .filter(field -> schema.findField(field.name()) == null)
        .forEach(fields::add);
    return new TableDefinition(
        name,
        comment,
        new Schema(fields),
        partitionColumns,
        sortColumns,
        variedColumns,
        soughtColumns,
        group);
  }

  /** Gathers the columns in order; ids count from 1. */
  static final class Builder {
    private final String name;
    private final String comment;
    private final List<Types.NestedField> fields = new ArrayList<>();
    private final List<String> partitions = new ArrayList<>();
    private final List<String> sort = new ArrayList<>();
    private final List<String> varied = new ArrayList<>();
    private final List<String> sought = new ArrayList<>();
    private Function<List<Types.NestedField>, ToIntFunction<Record>> group = columns -> row -> 0;

    private Builder(String name, String comment) {
      this.name = name;
      this.comment = comment;
    }

    /** A column that is never null. */
    Builder required(String column, Type type, String meaning) {
      fields.add(Types.NestedField.required(fields.size() + 1, column, type, meaning));
      return this;
    }

    /** A column that may be null. */
    Builder optional(String column, Type type, String meaning) {
      fields.add(Types.NestedField.optional(fields.size() + 1, column, type, meaning));
      return this;
    }

    Builder partitionedBy(String... columns) {
      partitions.addAll(List.of(columns));
      return this;
    }

    Builder sortedBy(String... columns) {
      sort.addAll(List.of(columns));
      return this;
    }

    Builder varied(String... columns) {
      varied.addAll(List.of(columns));
      return this;
    }

    Builder soughtBy(String... columns) {
      sought.addAll(List.of(columns));
      return this;
    }

    /** What is made of the columns tells the group of a row. */
    Builder groupedBy(Function<List<Types.NestedField>, ToIntFunction<Record>> columnsToGroup) {
      group = columnsToGroup;
      return this;
    }

    TableDefinition build() {
      return new TableDefinition(
          name,
          comment,
          new Schema(fields),
          List.copyOf(partitions),
          List.copyOf(sort),
          List.copyOf(varied),
          List.copyOf(sought),
          group.apply(fields));
    }
  }
}
