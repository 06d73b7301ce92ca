package modori.spark.source;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A small Spark in this process, and what its rows are compared by. */
final class LocalSpark {
  private LocalSpark() {}

  /** A session with two threads, and with the serializer that is strictest about data. */
  static SparkSession start() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.datetime.java8API.enabled", "true")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.catalogImplementation", "in-memory")
        .getOrCreate();
  }

  /** A folder of the test data; where it is not there, the test is not run. */
  static Path corpus(String name) {
    Path folder =
        Path.of(System.getProperty("modori.corpus", "../shared/corpus"))
            .resolve(name)
            .toAbsolutePath()
            .normalize();
    assumeThat(folder).exists();
    return folder;
  }

  /** Every row as a list of texts. */
  static List<String> texts(Dataset<Row> rows) {
    List<String> texts = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(String.valueOf(row.get(i)));
      }
      texts.add(values.toString());
    }
    return texts;
  }

  /** The same of a row that goes into a table, for these columns. */
  static String text(Record row, String... columns) {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      Object value = row.getField(column);
      values.add(String.valueOf(value instanceof OffsetDateTime time ? time.toInstant() : value));
    }
    return values.toString();
  }
}
