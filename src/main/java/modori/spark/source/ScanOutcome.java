package modori.spark.source;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.correlate.StoreFailure;
import modori.scan.FileCounts;
import org.apache.iceberg.DataFile;

/**
 * What one task of the scan has done.
 *
 * @param attemptFiles files with rows of delivery_attempt, not committed
 * @param quarantineFiles files with rows of quarantine_line, not committed
 * @param attempts rows in the former
 * @param days days that these rows touch
 * @param counts what became of the lines, by file number
 * @param trouble one line per split that could not be read to its end, by file number
 * @param fragmentBytes how much is left to be merged
 * @param storeFailures what mail stores say of messages that they had no room for
 */
public record ScanOutcome(
    List<DataFile> attemptFiles,
    List<DataFile> quarantineFiles,
    long attempts,
    Set<java.time.LocalDate> days,
    Map<Integer, FileCounts> counts,
    Map<Integer, String> trouble,
    long fragmentBytes,
    List<StoreFailure> storeFailures)
    implements Serializable {}
