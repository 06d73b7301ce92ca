package modori.spark.tables;

import java.io.Serializable;
import org.apache.iceberg.FileScanTask;
import org.jspecify.annotations.Nullable;

/**
 * A part of a data file: the row groups whose middle lies in it.
 *
 * @param location of the file
 * @param fileBytes size of the file
 * @param start first byte of the part
 * @param bytes of the part
 * @param deleted the file with what another program has deleted of its rows; null where nothing is
 */
record StoredPart(
    String location, long fileBytes, long start, long bytes, @Nullable FileScanTask deleted)
    implements Serializable {
  static StoredPart of(FileScanTask task) {
    return new StoredPart(
        task.file().location(),
        task.file().fileSizeInBytes(),
        task.start(),
        task.length(),
        task.deletes().isEmpty() ? null : task);
  }
}
