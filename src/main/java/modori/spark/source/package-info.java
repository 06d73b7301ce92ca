/**
 * Mail logs as a Spark data source, and the task that reads splits of them for the nightly
 * pipeline.
 *
 * <p>In come splits, out go rows of delivery_attempt, fragments of queue entries and counts. Lines
 * are never shuffled. Knows no gold table and no report.
 */
@NullMarked
package modori.spark.source;

import org.jspecify.annotations.NullMarked;
