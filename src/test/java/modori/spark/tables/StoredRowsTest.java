package modori.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.encryption.EncryptionKeyMetadata;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of data files, whoever has written them, column by column as they are asked for. */
class StoredRowsTest {
  private static final TableDefinition TABLE =
      TableDefinition.table("stored", "For this test")
          .required("day", Types.DateType.get(), "Day")
          .required("number", Types.LongType.get(), "Tells rows apart")
          .optional("few", Types.StringType.get(), "Texts that repeat")
          .optional("varied", Types.StringType.get(), "Texts that do not repeat")
          .optional("small", Types.IntegerType.get(), "Few numbers")
          .optional("ratio", Types.DoubleType.get(), "Double")
          .optional("flag", Types.BooleanType.get(), "Truth value")
          .optional("time", Types.TimestampType.withZone(), "Time")
          .sortedBy("number")
          .varied("varied")
          .build();
  private static final List<String> COLUMNS =
      TABLE.schema().columns().stream().map(Types.NestedField::name).toList();
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final ZoneOffset UTC = ZoneOffset.UTC;
  private static final int ROWS = 30_000;

  @TempDir Path folder;
  private Table table;

  @BeforeEach
  void create() {
    table =
        new HadoopCatalog(new Configuration(), folder.toString())
            .createTable(
                TableIdentifier.of("mail", "stored"),
                TABLE.schema(),
                TABLE.spec(),
                Map.of("format-version", "2", "write.parquet.row-group-size-bytes", "65536"));
  }

  private static GenericRecord row(long number) {
    GenericRecord row = GenericRecord.create(TABLE.schema());
    boolean absent = number % 11 == 3 || number / 9000 % 2 == 1;
    row.setField("day", DAY);
    row.setField("number", number);
    row.setField("few", absent ? null : few(number));
    row.setField("varied", absent ? null : varied(number));
    row.setField("small", absent ? null : (int) (number % 5));
    row.setField("ratio", absent ? null : number / 8.0);
    row.setField("flag", absent ? null : number % 3 == 0);
    row.setField("time", absent ? null : DAY.atStartOfDay().plusSeconds(number).atOffset(UTC));
    return row;
  }

  private static String few(long number) {
    return "domain-" + number % 40 + ".example";
  }

  private static String varied(long number) {
    return "いろは " + Long.toHexString(number * 0x9E3779B97F4A7C15L);
  }

  private void writeByModori() {
    try (RowWriter writer = new RowWriter(table, TABLE, 0, 0)) {
      LongStream.range(0, ROWS).forEach(number -> writer.write(row(number)));
      writer.finish().forEach(file -> table.newAppend().appendFile(file).commit());
    }
  }

  // Many row groups.
  private DataFile writeByIceberg() throws IOException {
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .build()
            .newDataWriter(
                EncryptedFiles.encryptedOutput(
                    table.io().newOutputFile(table.location() + "/data/iceberg.parquet"),
                    EncryptionKeyMetadata.EMPTY),
                table.spec(),
                null);
    try (writer) {
      LongStream.range(0, ROWS).forEach(number -> writer.write(row(number)));
    }
    table.newAppend().appendFile(writer.toDataFile()).commit();
    return writer.toDataFile();
  }

  private List<StoredPart> parts(long bytes) throws IOException {
    List<StoredPart> parts = new ArrayList<>();
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      for (FileScanTask file : files) {
        if (file.deletes().isEmpty()) {
          file.split(bytes).forEach(part -> parts.add(StoredPart.of(part)));
        } else {
          parts.add(StoredPart.of(file));
        }
      }
    }
    return parts;
  }

  private StoredRows read(List<StoredPart> parts, List<String> columns) {
    return new StoredRows(
        table,
        parts.iterator(),
        columns.stream().map(column -> table.schema().findField(column).fieldId()).toList());
  }

  private static void isAsWritten(StoredRow row) {
    long number = row.number(1);
    GenericRecord wanted = row(number);
    assertThat(row.number(0)).isEqualTo(DAY.toEpochDay());
    boolean absent = wanted.getField("few") == null;
    for (int column = 2; column < COLUMNS.size(); column++) {
      assertThat(row.isAbsent(column)).isEqualTo(absent);
    }
    assertThat(row.text(2)).isEqualTo(absent ? null : few(number));
    assertThat(row.text(3)).isEqualTo(absent ? null : varied(number));
    if (!absent) {
      assertThat(row.number(4)).isEqualTo(number % 5);
      assertThat(row.fraction(5)).isEqualTo(number / 8.0);
      assertThat(row.isSet(6)).isEqualTo(number % 3 == 0);
      assertThat(row.number(7)).isEqualTo((DAY.toEpochDay() * 86_400 + number) * 1_000_000L);
    }
  }

  private void everyRowIsThereOnce(List<StoredPart> parts, int askedOf) {
    long rows = 0;
    long sum = 0;
    StoredRows all = read(parts, COLUMNS);
    while (all.hasNext()) {
      StoredRow row = all.next();
      sum += row.number(1);
      if (rows++ % askedOf == 0) {
        isAsWritten(row);
      }
    }
    assertThat(rows).isEqualTo(ROWS);
    assertThat(sum).isEqualTo(ROWS * (ROWS - 1L) / 2);
  }

  @Test
  void columnsAreReadOfTheRowsThatAreAskedForThem() throws IOException {
    writeByModori();
    everyRowIsThereOnce(parts(Long.MAX_VALUE), 1);
    everyRowIsThereOnce(parts(Long.MAX_VALUE), 977);
  }

  @Test
  void aFileOfManyRowGroupsCanBeReadInParts() throws IOException {
    writeByIceberg();
    List<StoredPart> parts = parts(70_000);
    assertThat(parts).hasSizeGreaterThan(2);
    everyRowIsThereOnce(parts, 7);
  }

  @Test
  void aColumnThatCameLaterIsAbsentAndRowsWithoutColumnsCount() throws IOException {
    writeByModori();
    table.updateSchema().addColumn("later", Types.StringType.get()).commit();
    StoredRows rows = read(parts(Long.MAX_VALUE), List.of("later"));
    int count = 0;
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      assertThat(row.isAbsent(0)).isTrue();
      assertThat(row.text(0)).isNull();
      count++;
    }
    assertThat(count).isEqualTo(ROWS);
  }

  @Test
  void whatAnotherProgramHasDeletedIsNotRead() throws IOException {
    DataFile file = writeByIceberg();
    PositionDeleteWriter<Record> deletes =
        new GenericFileWriterFactory.Builder(table)
            .build()
            .newPositionDeleteWriter(
                EncryptedFiles.encryptedOutput(
                    table.io().newOutputFile(table.location() + "/data/deletes.parquet"),
                    EncryptionKeyMetadata.EMPTY),
                table.spec(),
                null);
    try (deletes) {
      for (long position = 0; position < ROWS; position += 2) {
        deletes.write(PositionDelete.<Record>create().set(file.location(), position));
      }
    }
    table.newRowDelta().addDeletes(deletes.toDeleteFile()).commit();
    StoredRows rows = read(parts(Long.MAX_VALUE), COLUMNS);
    long count = 0;
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      isAsWritten(row);
      assertThat(row.number(1) % 2).isEqualTo(1);
      count++;
    }
    assertThat(count).isEqualTo(ROWS / 2);
  }
}
