/**
 * Copies of the gold tables for readers without Iceberg: Parquet, comma-separated values, SQLite.
 *
 * <p>In: the tables of the last published runs. Out: one file per table, or one file for all. Rows
 * are streamed; nothing here starts Spark.
 */
@NullMarked
package modori.spark.export;

import org.jspecify.annotations.NullMarked;
