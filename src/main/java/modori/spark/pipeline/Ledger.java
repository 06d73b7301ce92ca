package modori.spark.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import modori.ingest.Compression;
import modori.ingest.FileHead;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * What earlier runs have read, by content: a rotated, renamed or packed file is the file that it
 * was, and each of its bytes is read once.
 */
final class Ledger {
  private final List<Known> known = new ArrayList<>();
  private int highestFileNumber = -1;

  /**
   * What is known of one content.
   *
   * @param storedHead hash of the first stored bytes of the file that was read
   * @param head hash of the first unpacked bytes
   * @param tail hash of the unpacked bytes before {@code to}; empty where it is not known
   * @param to behind the last unpacked byte read; {@link Long#MAX_VALUE} for a packed file of this
   *     run
   */
  record Known(
      String kind,
      long storedBytes,
      String storedHead,
      int headBytes,
      String head,
      String tail,
      long to) {}

  /** Reads the published rows of the table input_file. */
  static Ledger of(Table inputFile) throws IOException {
    Ledger ledger = new Ledger();
    if (inputFile.currentSnapshot() == null) {
      return ledger;
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(inputFile)
            .select(
                "file_number",
                "kind",
                "stored_bytes",
                "stored_head",
                "head_bytes",
                "head",
                "tail",
                "to_offset")
            .build()) {
      for (Record row : rows) {
        ledger.highestFileNumber =
            Math.max(ledger.highestFileNumber, (Integer) row.getField("file_number"));
        Object tail = row.getField("tail");
        ledger.add(
            new Known(
                (String) row.getField("kind"),
                (Long) row.getField("stored_bytes"),
                (String) row.getField("stored_head"),
                (Integer) row.getField("head_bytes"),
                (String) row.getField("head"),
                tail == null ? "" : (String) tail,
                (Long) row.getField("to_offset")));
      }
    }
    return ledger;
  }

  /** Numbers of new files begin behind this one. */
  int highestFileNumber() {
    return highestFileNumber;
  }

  void add(Known one) {
    known.add(one);
  }

  /** Whether exactly this packed file was read already. */
  boolean hasRead(String kind, StoredFile file, FileHead head, String storedHead) {
    return head.compression() != Compression.NONE
        && known.stream()
            .anyMatch(
                k ->
                    k.kind().equals(kind)
                        && k.storedBytes() == file.sizeBytes()
                        && k.storedHead().equals(storedHead));
  }

  /**
   * Behind which unpacked byte reading has to go on; 0 for a file whose content is new.
   *
   * @throws IOException where the file cannot be read
   */
  long readUpTo(String kind, FileStore store, StoredFile file, FileHead head) throws IOException {
    long upTo = 0;
    for (Known one : known) {
      if (one.kind().equals(kind)
          && one.to() > upTo
          && one.headBytes() > 0
          && one.headBytes() <= head.bytes().length
          && one.head().equals(ContentId.ofHead(head.bytes(), one.headBytes()))
          && sameTail(one, store, file, head)) {
        upTo = one.to();
      }
    }
    return upTo;
  }

  private static boolean sameTail(Known one, FileStore store, StoredFile file, FileHead head)
      throws IOException {
    if (head.compression() != Compression.NONE || one.tail().isEmpty()) {
      return true;
    }
    // A shorter file with the same head is an earlier state of what was read.
    return one.to() > file.sizeBytes()
        || one.tail().equals(ContentId.ofTail(store, file, one.to()));
  }
}
