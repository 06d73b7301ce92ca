package modori.scan;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import modori.ingest.FileHead;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import modori.parse.exim.MainlogZone;

/** The zone of a file's stamps that name none: what the file tells before what is assumed. */
public final class FileZone {
  private static final String REJECTS = "reject";
  private static final String MAIN = "main";

  private FileZone() {}

  /**
   * The zone in which to read a file.
   *
   * @param assumed the answer for files that do not tell it
   * @throws IOException where the main log beside a reject log cannot be read
   */
  public static ZoneId of(
      FileStore store, StoredFile file, FileHead head, String dialect, ZoneId assumed)
      throws IOException {
    if (!dialect.equals("exim-mainlog")) {
      return assumed;
    }
    Optional<ZoneId> told = MainlogZone.of(head.bytes(), assumed);
    return told.isPresent() ? told.get() : besideMainlog(store, file, assumed);
  }

  // A reject log may hold no id at all; the main log beside it is written with the same clock.
  private static ZoneId besideMainlog(FileStore store, StoredFile file, ZoneId assumed)
      throws IOException {
    int at = file.path().lastIndexOf(REJECTS);
    if (at <= file.path().lastIndexOf('/')) {
      return assumed;
    }
    String path =
        file.path().substring(0, at) + MAIN + file.path().substring(at + REJECTS.length());
    List<StoredFile> found = store.find(path, missing -> {});
    return found.size() == 1
        ? MainlogZone.of(FileHead.of(store, found.get(0)).bytes(), assumed).orElse(assumed)
        : assumed;
  }
}
