package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;

/**
 * What one task of the merge has done.
 *
 * @param attemptFiles files with rows of delivery_attempt, not committed
 * @param openFiles files with rows of open_queue_entry, not committed
 * @param attempts rows in the former
 * @param days days that these rows touch
 * @param replaced published rows that these rows replace, and their days
 * @param kept entries of earlier nights that came in
 * @param started entries that began in this night
 * @param ended entries that get no more lines
 */
record MergeOutcome(
    List<DataFile> attemptFiles,
    List<DataFile> openFiles,
    long attempts,
    Set<LocalDate> days,
    Map<LoggedEvent, LocalDate> replaced,
    long kept,
    long started,
    long ended)
    implements Serializable {}
