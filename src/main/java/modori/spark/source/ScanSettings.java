package modori.spark.source;

import java.io.Serializable;
import java.util.Map;
import modori.correlate.PseudonymKey;
import modori.ingest.FileStore;
import modori.spark.tables.HostedDomains;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * What every task of a night's scan has to know.
 *
 * @param store where the files lie
 * @param zone of the report's days
 * @param hosted domains that are ours
 * @param filePaths files by their numbers
 * @param runId the run
 * @param mostEntries queue entries that a split holds at a time
 * @param mostFactBytes bytes of facts that a split holds at a time
 * @param key for the profile pseudonym; null where people are named
 */
public record ScanSettings(
    FileStore store,
    String zone,
    HostedDomains hosted,
    Map<Integer, String> filePaths,
    String runId,
    int mostEntries,
    long mostFactBytes,
    @Nullable PseudonymKey key)
    implements Serializable {
  /** The same with the bytes of its files counted. */
  public ScanSettings counting(LongAccumulator readBytes) {
    return new ScanSettings(
        new CountedStore(store, readBytes),
        zone,
        hosted,
        filePaths,
        runId,
        mostEntries,
        mostFactBytes,
        key);
  }

  /** Enough for a busy server's hour; beyond it the longest idle entries leave as fragments. */
  public static final int MOST_ENTRIES = 200_000;

  /** The same in bytes. */
  public static final long MOST_FACT_BYTES = 128L << 20;
}
