package modori.spark.export;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modori.report.CsvReport;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Writes the tables that people read into files; each stands in its place only when it is whole.
 */
public final class GoldExport {
  /** What is exported: the gold tables, what they refer to, and the runs that made them. */
  public static final List<TableDefinition> TABLES =
      List.of(
          MailTables.MAILBOX_CURRENT,
          MailTables.MAILBOX_EPISODE,
          MailTables.MAILBOX_DAY,
          MailTables.DOMAIN_DAY,
          MailTables.DOMAIN_REASON_DAY,
          MailTables.REASON_TEXT_DAY,
          MailTables.SENDER_DAY,
          MailTables.SURVIVAL_DOMAIN,
          MailTables.SILENT_FAILURE,
          MailTables.DIM_REASON,
          MailTables.DAY_STATE,
          MailTables.RUN);

  /** Of these the ones without a row or text of any mailbox or person. */
  public static final List<TableDefinition> AGGREGATES =
      List.of(
          MailTables.DOMAIN_DAY,
          MailTables.DOMAIN_REASON_DAY,
          MailTables.SENDER_DAY,
          MailTables.SURVIVAL_DOMAIN,
          MailTables.DIM_REASON,
          MailTables.DAY_STATE,
          MailTables.RUN);

  private final Warehouse warehouse;
  private final Path folder;
  private final List<TableDefinition> tables;
  private final Map<String, Long> rows = new LinkedHashMap<>();

  /** An export into a folder, which is made where it is missing. */
  public GoldExport(Warehouse warehouse, Path folder) {
    this(warehouse, folder, TABLES);
  }

  /** The same of some of the tables. */
  public GoldExport(Warehouse warehouse, Path folder, List<TableDefinition> tables) {
    this.warehouse = warehouse;
    this.folder = folder;
    this.tables = List.copyOf(tables);
  }

  /**
   * Writes the tables.
   *
   * @return rows by table
   * @throws IOException where a table cannot be read or a file cannot be written
   */
  public Map<String, Long> run(ExportFormat format) throws IOException {
    Files.createDirectories(folder);
    PublishedSnapshots published = PublishedSnapshots.of(warehouse);
    switch (format) {
      case PARQUET -> {
        for (TableDefinition table : tables) {
          file(
              table.name() + ".parquet",
              path -> copy(published, table, new ParquetCopy(path, table)));
        }
      }
      case CSV -> {
        for (TableDefinition table : tables) {
          for (CsvReport.Form form : CsvReport.Form.values()) {
            file(
                table.name() + (form == CsvReport.Form.SPREADSHEET ? ".spreadsheet.csv" : ".csv"),
                path -> copy(published, table, new CsvCopy(path, table, form)));
          }
        }
      }
      case SQLITE -> file("modori.sqlite", path -> sqlite(published, path));
    }
    return rows;
  }

  private interface Content {
    void writeTo(Path draft) throws IOException;
  }

  private void file(String name, Content content) throws IOException {
    Path file = folder.resolve(name);
    Path draft = folder.resolve("." + name + ".new");
    Files.deleteIfExists(draft);
    content.writeTo(draft);
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException slower) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void copy(PublishedSnapshots published, TableDefinition definition, TableCopy copy)
      throws IOException {
    long count = 0;
    try (copy;
        CloseableIterable<Record> all =
            published.rows(warehouse.table(definition), definition.name())) {
      for (Record row : all) {
        copy.write(row);
        count++;
      }
    }
    rows.put(definition.name(), count);
  }

  private void sqlite(PublishedSnapshots published, Path draft) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
      connection.setAutoCommit(false);
      for (TableDefinition table : tables) {
        copy(published, table, new SqliteCopy(connection, table));
      }
      connection.commit();
    } catch (SQLException failure) {
      throw new IOException("cannot write " + draft, failure);
    }
  }
}
