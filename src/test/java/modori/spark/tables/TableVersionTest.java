package modori.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Warehouses that an older or a newer modori has made. */
class TableVersionTest {
  @TempDir Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void tables() throws IOException {
    warehouse = Warehouse.open(folder.toString(), Map.of(), new Configuration());
    warehouse.create();
  }

  @AfterEach
  void close() throws IOException {
    warehouse.close();
  }

  @Test
  void anOlderWarehouseGetsTheColumnsThatHaveComeSince() {
    Table run = warehouse.table(MailTables.RUN);
    run.updateSchema().deleteColumn("kind").commit();
    run.updateProperties().remove(TableVersion.PROPERTY).commit();
    Table attempts = warehouse.table(MailTables.DELIVERY_ATTEMPT);
    attempts.updateSchema().deleteColumn("mailer").commit();
    warehouse.create();
    assertThat(columns(MailTables.RUN)).isEqualTo(names(MailTables.RUN));
    assertThat(columns(MailTables.DELIVERY_ATTEMPT)).isEqualTo(names(MailTables.DELIVERY_ATTEMPT));
    assertThat(warehouse.table(MailTables.RUN).properties())
        .containsEntry(TableVersion.PROPERTY, Integer.toString(TableVersion.CURRENT));
  }

  @Test
  void aNewerWarehouseIsRefusedWithWhatToDo() {
    warehouse
        .table(MailTables.RUN)
        .updateProperties()
        .set(TableVersion.PROPERTY, Integer.toString(TableVersion.CURRENT + 1))
        .commit();
    assertThatThrownBy(() -> warehouse.table(MailTables.RUN))
        .isInstanceOf(TableVersionException.class)
        .hasMessageContaining("use the modori that the warehouse was last written with");
    assertThatThrownBy(warehouse::create).isInstanceOf(TableVersionException.class);
  }

  @Test
  void columnsThatNobodyKnowsAreNamed() {
    warehouse
        .table(MailTables.SENDER_DAY)
        .updateSchema()
        .addColumn("mood", Types.StringType.get())
        .commit();
    assertThatThrownBy(warehouse::create)
        .isInstanceOf(TableVersionException.class)
        .hasMessageContaining("sender_day")
        .hasMessageContaining("mood");
  }

  @Test
  void aColumnThatCannotBeAddedIsNamed() {
    Table run = warehouse.table(MailTables.RUN);
    run.updateSchema().deleteColumn("zone").commit();
    assertThatThrownBy(warehouse::create)
        .isInstanceOf(TableVersionException.class)
        .hasMessageContaining("zone")
        .hasMessageContaining("--warehouse");
  }

  private List<String> columns(TableDefinition definition) {
    return warehouse.table(definition).schema().columns().stream()
        .map(Types.NestedField::name)
        .toList();
  }

  private static List<String> names(TableDefinition definition) {
    return definition.schema().columns().stream().map(Types.NestedField::name).toList();
  }
}
