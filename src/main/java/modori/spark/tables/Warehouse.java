package modori.spark.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * The catalog of modori's tables: by default one embedded SQLite file inside the warehouse folder.
 */
public final class Warehouse implements AutoCloseable {
  /** Name of the catalog in Spark SQL. */
  public static final String CATALOG = "modori";

  /** Namespace of the tables. */
  public static final Namespace MAIL = Namespace.of("mail");

  private final Map<String, String> properties;
  private final Catalog catalog;

  private Warehouse(Map<String, String> properties, Catalog catalog) {
    this.properties = properties;
    this.catalog = catalog;
  }

  /**
   * Opens a warehouse.
   *
   * @param directory local folder, or a URI
   * @param settings catalog properties of Iceberg that replace the defaults ({@code type}, {@code
   *     uri}, …)
   * @throws IOException where the folder cannot be made
   */
  public static Warehouse open(String directory, Map<String, String> settings, Configuration hadoop)
      throws IOException {
    Map<String, String> properties = properties(directory, settings);
    return new Warehouse(properties, CatalogUtil.buildIcebergCatalog(CATALOG, properties, hadoop));
  }

  /** The catalog properties of a warehouse; the same for Iceberg's own API and for Spark. */
  public static Map<String, String> properties(String directory, Map<String, String> settings)
      throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    boolean local = !directory.matches("[a-z][a-z0-9+.-]+:.*");
    String root = local ? Path.of(directory).toAbsolutePath().normalize().toString() : directory;
    properties.put("warehouse", root);
    if (!settings.containsKey("type") && !settings.containsKey("catalog-impl")) {
      if (local) {
        Files.createDirectories(Path.of(root));
        properties.put("io-impl", LocalFileIO.class.getName());
      }
      properties.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
      properties.put("uri", "jdbc:sqlite:" + root + "/catalog.sqlite");
      properties.put("jdbc.schema-version", "V1");
      properties.put("clients", "1");
    }
    if ("jdbc".equals(settings.get("type"))) {
      properties.put("jdbc.schema-version", "V1");
    }
    properties.put("cache-enabled", "false");
    properties.putAll(settings);
    return properties;
  }

  /** Whether modori's tables are there. */
  public boolean exists() {
    return catalog.tableExists(identifier(MailTables.RUN));
  }

  /**
   * Makes the tables that are missing, and adds the columns that have come since the others were
   * made.
   *
   * @throws TableVersionException where a newer modori has made them
   */
  public void create() {
    if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(MAIL)) {
      namespaces.createNamespace(MAIL);
    }
    for (TableDefinition definition : MailTables.ALL) {
      if (catalog.tableExists(identifier(definition))) {
        TableVersion.evolve(catalog.loadTable(identifier(definition)), definition);
      } else {
        SortOrder.Builder order = SortOrder.builderFor(definition.schema());
        definition.sortColumns().forEach(order::asc);
        Catalog.TableBuilder table =
            catalog
                .buildTable(identifier(definition), definition.schema())
                .withPartitionSpec(definition.spec())
                .withSortOrder(order.build())
                .withProperty("comment", definition.comment())
                .withProperty("format-version", "2")
                .withProperty(TableVersion.PROPERTY, Integer.toString(TableVersion.CURRENT))
                .withProperty("write.parquet.compression-codec", "zstd")
                .withProperty("write.parquet.compression-level", "1")
                .withProperty("write.parquet.row-group-size-bytes", Integer.toString(8 << 20))
                .withProperty("write.parquet.dict-size-bytes", Integer.toString(256 << 10))
                .withProperty("write.distribution-mode", "none")
                .withProperty("write.metadata.metrics.default", "truncate(16)")
                .withProperty("write.metadata.delete-after-commit.enabled", "true");
        for (String column : definition.variedColumns()) {
          table.withProperty("write.parquet.dict-encoding-enabled.column." + column, "false");
          if (!definition.sortColumns().contains(column)) {
            table.withProperty("write.parquet.stats-enabled.column." + column, "false");
          }
        }
        table.create();
      }
    }
    if (catalog instanceof ViewCatalog views) {
      try {
        MailViews.ALL.forEach(view -> create(views, view));
      } catch (UnsupportedOperationException noViewsHere) {
        // A REST catalog tells only now that its server keeps none.
      }
    }
  }

  // Catalogs that keep no views do without.
  private static void create(ViewCatalog views, MailViews.View view) {
    TableIdentifier identifier = TableIdentifier.of(MAIL, view.name());
    if (views.viewExists(identifier)
        && views.loadView(identifier).sqlFor("spark").sql().equals(view.sql())) {
      return;
    }
    views
        .buildView(identifier)
        .withSchema(view.schema())
        .withQuery("spark", view.sql())
        .withDefaultNamespace(MAIL)
        .withProperty("comment", view.comment())
        .createOrReplace();
  }

  /**
   * The table as it stands now.
   *
   * @throws TableVersionException where a newer modori has made it
   */
  public Table table(TableDefinition definition) {
    try {
      return TableVersion.check(catalog.loadTable(identifier(definition)));
    } catch (NoSuchTableException missing) {
      throw new IllegalStateException(
          "the warehouse has no table " + definition.name() + ": run `modori nightly` first",
          missing);
    }
  }

  /** The settings that let Spark SQL read the tables. */
  public Map<String, String> sparkSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    String prefix = "spark.sql.catalog." + CATALOG;
    settings.put(prefix, "org.apache.iceberg.spark.SparkCatalog");
    properties.forEach((key, value) -> settings.put(prefix + "." + key, value));
    settings.put(
        "spark.sql.extensions",
        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
    settings.put("spark.sql.defaultCatalog", CATALOG);
    return settings;
  }

  @Override
  public void close() throws IOException {
    if (catalog instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (IOException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IOException("cannot close the catalog", failure);
      }
    }
  }

  private static TableIdentifier identifier(TableDefinition definition) {
    return TableIdentifier.of(MAIL, definition.name());
  }
}
