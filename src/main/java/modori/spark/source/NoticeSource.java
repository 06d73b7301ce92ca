package modori.spark.source;

import java.util.function.Consumer;
import modori.ingest.FileStore;
import modori.spark.tables.NoticeRows;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Makes rows of what a task of {@code bouncemail} reads.
 *
 * @param store where the messages lie
 */
record NoticeSource(FileStore store) implements SourceReading.Rows {
  private static final String NO_RUN = "";

  @Override
  public void produce(InputPartition partition, Consumer<Record> rows) {
    new NoticeScan(store)
        .read(
            ((MessageReading.Parts) partition).parts().iterator(),
            notice ->
                rows.accept(
                    NoticeRows.row(NoticeRows.noticeId(notice), notice, null, null, NO_RUN)),
            new Warnings(BouncemailSource.NAME));
  }
}
