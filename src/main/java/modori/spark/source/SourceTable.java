package modori.spark.source;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Inputs as a table that can be read, with only the columns that a query needs. */
final class SourceTable implements SupportsRead {
  private final SourceReading reading;
  private final SourceColumns columns;

  SourceTable(SourceReading reading, SourceColumns columns) {
    this.reading = reading;
    this.columns = columns;
  }

  @Override
  public String name() {
    return reading.description();
  }

  @Override
  public Column[] columns() {
    return CatalogV2Util.structTypeToV2Columns(columns.schema());
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new Builder(reading, columns);
  }

  private static final class Builder implements SupportsPushDownRequiredColumns {
    private final SourceReading reading;
    private final SourceColumns columns;
    private StructType required;

    Builder(SourceReading reading, SourceColumns columns) {
      this.reading = reading;
      this.columns = columns;
      this.required = columns.schema();
    }

    @Override
    public void pruneColumns(StructType requiredSchema) {
      required = requiredSchema;
    }

    @Override
    public Scan build() {
      return new SourceScan(reading, required, columns.positions(required));
    }
  }
}
