package modori.spark.export;

/** What a copy of the tables can be written as. */
public enum ExportFormat {
  /** One Parquet file per table: Spark, DuckDB, pandas, Trino. */
  PARQUET,
  /**
   * Two comma-separated files per table: one for programs, one for spreadsheets in which no text
   * can be taken for a formula.
   */
  CSV,
  /** One SQLite file with all tables. */
  SQLITE
}
