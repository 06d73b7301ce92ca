/**
 * Mail logs and bounce messages as the Spark data sources {@code maillog} and {@code bouncemail},
 * and the tasks that read splits of them for the nightly pipeline.
 *
 * <p>In come paths and splits, out go rows of delivery_attempt and bounce_notice, fragments of
 * queue entries and counts. Lines are never shuffled. Knows no gold table and no report.
 */
@NullMarked
package modori.spark.source;

import org.jspecify.annotations.NullMarked;
