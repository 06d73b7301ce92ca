/**
 * The Iceberg tables: what columns they have, how records of the core become rows, where they lie.
 *
 * <p>In come records, out go data files and commits. Knows no log, no rule and no report.
 */
@NullMarked
package modori.spark.tables;

import org.jspecify.annotations.NullMarked;
