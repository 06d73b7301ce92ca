package modori.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that modori packs itself, read by Iceberg and by Spark. */
class RowWriterTest {
  private static final TableDefinition TABLE =
      TableDefinition.table("all_types", "For this test")
          .required("day", Types.DateType.get(), "Partition")
          .required("number", Types.LongType.get(), "Tells rows apart")
          .optional("few", Types.StringType.get(), "Texts that repeat")
          .optional("many", Types.StringType.get(), "More texts than a dictionary holds")
          .optional("varied", Types.StringType.get(), "Texts that do not repeat")
          .optional("octets", Types.BinaryType.get(), "Octets")
          .optional("small", Types.IntegerType.get(), "Few numbers")
          .optional("large", Types.LongType.get(), "Many numbers")
          .optional("ratio", Types.DoubleType.get(), "Double")
          .optional("share", Types.FloatType.get(), "Float")
          .optional("flag", Types.BooleanType.get(), "Truth value")
          .optional("time", Types.TimestampType.withZone(), "Time")
          .optional("never", Types.StringType.get(), "Always absent")
          .partitionedBy("day")
          .sortedBy("few", "number")
          .varied("varied")
          .soughtBy("varied")
          .groupedBy(columns -> row -> row.get(2) == null ? 1 : 0)
          .build();
  private static final int ROWS = 70_000;

  @TempDir Path folder;
  private Table table;
  private final Map<Long, GenericRecord> written = new TreeMap<>();
  private List<DataFile> files = new ArrayList<>();

  @BeforeEach
  void write() {
    table =
        new HadoopCatalog(new Configuration(), folder.toString())
            .createTable(
                TableIdentifier.of("mail", "all_types"),
                TABLE.schema(),
                TABLE.spec(),
                Map.of("format-version", "2"));
    Random random = new Random(11);
    try (RowWriter writer = new RowWriter(table, TABLE, 0, 0)) {
      for (long number = 0; number < ROWS; number++) {
        GenericRecord row = row(random, number);
        writer.write(row);
        written.put(number, row);
      }
      assertThat(writer.rows()).isEqualTo(ROWS);
      files = writer.finish();
    }
    AppendFiles append = table.newAppend();
    files.forEach(append::appendFile);
    append.commit();
  }

  // Absent in stretches and one by one; a column may have none, some or only absent values in a
  // page.
  private static GenericRecord row(Random random, long number) {
    GenericRecord row = GenericRecord.create(TABLE.schema());
    boolean stretch = number / 9000 % 2 == 1;
    row.setField("day", LocalDate.parse("2026-11-20").plusDays(random.nextInt(3)));
    row.setField("number", number);
    set(row, random, stretch, "few", "domain-" + random.nextInt(40) + ".example");
    set(row, random, stretch, "many", "text " + random.nextInt(50_000) + " of the many, いろは");
    set(row, random, false, "varied", Long.toHexString(random.nextLong()));
    set(row, random, stretch, "octets", ByteBuffer.wrap(new byte[] {(byte) number, 0, -1}));
    set(row, random, stretch, "small", random.nextInt(7) - 3);
    set(row, random, stretch, "large", random.nextLong());
    set(row, random, stretch, "ratio", random.nextInt(1000) / 8.0);
    set(row, random, stretch, "share", random.nextInt(9) / 8f);
    set(row, random, stretch, "flag", random.nextBoolean());
    set(
        row,
        random,
        stretch,
        "time",
        OffsetDateTime.of(2026, 11, 20, 1, 2, 3, 4_000, ZoneOffset.UTC).plusSeconds(number));
    return row;
  }

  private static void set(
      GenericRecord row, Random random, boolean stretch, String column, Object value) {
    row.setField(column, stretch || random.nextInt(10) == 0 ? null : value);
  }

  // Others start theirs with Iceberg's extensions, which a session that is there does not get.
  @AfterEach
  void stop() {
    SparkSession.getDefaultSession().foreach(session -> stopped(session));
  }

  private static boolean stopped(SparkSession session) {
    session.stop();
    return true;
  }

  @Test
  void icebergReadsEveryValueBack() throws IOException {
    Map<Long, Record> read = new TreeMap<>();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
      rows.forEach(row -> read.put((Long) row.getField("number"), row));
    }
    assertThat(read).hasSize(ROWS);
    written.forEach((number, row) -> assertThat(read.get(number)).isEqualTo(row));
  }

  @Test
  void sparkReadsEveryValueBack() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .getOrCreate();
    spark.conf().set("spark.sql.catalog.written", "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set("spark.sql.catalog.written.type", "hadoop");
    spark.conf().set("spark.sql.catalog.written.warehouse", folder.toString());
    List<Row> rows = spark.table("written.mail.all_types").collectAsList();
    assertThat(rows).hasSize(ROWS);
    for (Row row : rows) {
      GenericRecord expected = written.get(row.<Long>getAs("number"));
      assertThat(row.<String>getAs("few")).isEqualTo(expected.getField("few"));
      assertThat(row.<String>getAs("many")).isEqualTo(expected.getField("many"));
      assertThat(row.<String>getAs("varied")).isEqualTo(expected.getField("varied"));
      assertThat(row.<Integer>getAs("small")).isEqualTo(expected.getField("small"));
      assertThat(row.<Long>getAs("large")).isEqualTo(expected.getField("large"));
      assertThat(row.<Double>getAs("ratio")).isEqualTo(expected.getField("ratio"));
      assertThat(row.<Boolean>getAs("flag")).isEqualTo(expected.getField("flag"));
      assertThat(row.<String>getAs("never")).isNull();
    }
    assertThat(spark.table("written.mail.all_types").where("small = -3").count())
        .isEqualTo(
            written.values().stream()
                .filter(row -> Integer.valueOf(-3).equals(row.getField("small")))
                .count());
  }

  @Test
  void filesHaveOnePartitionAndOneGroupAndTellTheirBounds() throws IOException {
    Map<String, Long> rows = new HashMap<>();
    int few = table.schema().findField("few").fieldId();
    int number = table.schema().findField("number").fieldId();
    for (DataFile file : files) {
      long absent = file.nullValueCounts().get(few);
      assertThat(absent).isIn(0L, file.recordCount());
      rows.merge(
          file.partition().get(0, Integer.class) + (absent == 0 ? " few" : ""),
          file.recordCount(),
          Long::sum);
      assertThat(file.fileSizeInBytes())
          .isEqualTo(java.nio.file.Files.size(Path.of(file.location().replaceFirst("^file:", ""))));
      Type type = Types.LongType.get();
      assertThat(Conversions.<Long>fromByteBuffer(type, file.lowerBounds().get(number)))
          .isNotNegative();
      assertThat(Conversions.<Long>fromByteBuffer(type, file.upperBounds().get(number)))
          .isLessThan(ROWS);
    }
    assertThat(rows).hasSize(6);
    assertThat(rows.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
    try (CloseableIterable<Record> wanted =
        IcebergGenerics.read(table).where(Expressions.equal("few", "domain-7.example")).build()) {
      assertThat(wanted)
          .hasSize(
              (int)
                  written.values().stream()
                      .filter(row -> "domain-7.example".equals(row.getField("few")))
                      .count());
    }
  }

  @Test
  void aRowIsFoundByItsTextAndFilesTellWhichTextsTheyDoNotHold() throws IOException {
    GenericRecord wanted = Objects.requireNonNull(written.get(31_337L));
    String text = (String) wanted.getField("varied");
    Map<String, String> sought = Map.of("varied", text);

    assertThat(
            new SoughtRows(table, List.of("number", "never"), sought)
                .find(Expressions.alwaysTrue(), row -> row.number(0) + " " + row.text(1)))
        .containsExactly("31337 null");
    assertThat(
            new SoughtRows(table, List.of("number"), Map.of("varied", text, "few", "nowhere"))
                .find(Expressions.alwaysTrue(), row -> row.number(0)))
        .isEmpty();

    for (DataFile file : files) {
      long holding = 0;
      for (Record row : written.values()) {
        Object other = row.getField("varied");
        holding += other != null && mayHold(file, (String) other) ? 1 : 0;
      }
      assertThat(holding).isBetween(file.recordCount() / 2, file.recordCount() + ROWS / 40);
    }
    assertThat(files.stream().filter(file -> mayHold(file, text))).isNotEmpty();
  }

  private final Map<String, BloomFilter> filters = new HashMap<>();

  private boolean mayHold(DataFile file, String text) {
    BloomFilter filter = filters.computeIfAbsent(file.location(), any -> filter(file));
    return filter.findHash(filter.hash(Binary.fromString(text)));
  }

  private BloomFilter filter(DataFile file) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(new PlainInput(table.io().newInputFile(file.location())))) {
      return reader.readBloomFilter(
          reader.getRowGroups().get(0).getColumns().stream()
              .filter(column -> column.getPath().toDotString().equals("varied"))
              .findFirst()
              .orElseThrow());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
