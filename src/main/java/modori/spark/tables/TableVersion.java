package modori.spark.tables;

import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;

/**
 * How tables that another modori has made are met: older ones get the columns that have come since,
 * newer ones are not touched.
 *
 * <pre>
 *   1  the first; its tables do not tell it
 *   2  run.kind
 * </pre>
 */
final class TableVersion {
  /** Rises with every change of a table that an older modori cannot write to. */
  static final int CURRENT = 2;

  /** The table property that holds it. */
  static final String PROPERTY = "modori.table-version";

  private TableVersion() {}

  /**
   * Checks that this modori may work with a table.
   *
   * @throws TableVersionException where it is newer
   */
  static Table check(Table table) {
    int version = of(table);
    if (version > CURRENT) {
      throw new TableVersionException(
          table.name()
              + " has table version "
              + version
              + ", this modori knows versions up to "
              + CURRENT
              + ": use the modori that the warehouse was last written with, or a newer one");
    }
    return table;
  }

  /**
   * Adds the columns that have come since the table was made, where they belong; rows that are
   * there have null in them.
   *
   * @throws TableVersionException where the table is newer, or too different
   */
  static void evolve(Table table, TableDefinition definition) {
    check(table);
    Schema now = table.schema();
    UpdateSchema update = table.updateSchema();
    boolean changes = false;
    String before = null;
    for (Types.NestedField wanted : definition.schema().columns()) {
      Types.NestedField there = now.findField(wanted.name());
      if (there == null && wanted.isOptional()) {
        update.addColumn(wanted.name(), wanted.type(), wanted.doc());
        if (before == null) {
          update.moveFirst(wanted.name());
        } else {
          update.moveAfter(wanted.name(), before);
        }
        changes = true;
      } else if (there == null || !there.type().equals(wanted.type())) {
        throw new TableVersionException(
            table.name()
                + " cannot get the column "
                + wanted.name()
                + " ("
                + wanted.type()
                + "): read the logs again into a new folder, with --warehouse");
      }
      before = wanted.name();
    }
    List<String> unknown =
        now.columns().stream()
            .map(Types.NestedField::name)
            .filter(name -> definition.schema().findField(name) == null)
            .toList();
    if (!unknown.isEmpty()) {
      throw new TableVersionException(
          table.name()
              + " has columns that this modori does not know ("
              + String.join(", ", unknown)
              + "): take them out with ALTER TABLE … DROP COLUMN, or use the modori that made them");
    }
    if (changes) {
      update.commit();
    }
    if (of(table) < CURRENT) {
      table.updateProperties().set(PROPERTY, Integer.toString(CURRENT)).commit();
    }
  }

  private static int of(Table table) {
    String version = table.properties().getOrDefault(PROPERTY, "1");
    return version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : Integer.MAX_VALUE;
  }
}
