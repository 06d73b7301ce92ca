package modori.spark.pipeline;

import java.util.List;
import modori.ingest.FileHead;
import modori.ingest.StoredFile;
import modori.spark.source.LogSplit;

/**
 * A log of which something is new.
 *
 * @param number stands for the file in facts
 * @param fromOffset first unpacked byte to be read
 * @param storedHead hash of its first stored bytes
 * @param splits what tasks read
 */
record PlannedFile(
    int number,
    StoredFile file,
    FileHead head,
    String storedHead,
    String dialect,
    long fromOffset,
    List<LogSplit> splits) {}
