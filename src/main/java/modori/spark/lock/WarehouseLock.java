package modori.spark.lock;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;

/** The right to change the tables of a warehouse; it ends with {@link #close}. */
public interface WarehouseLock extends Closeable {
  /**
   * Takes it: in the catalog's database where that is named by JDBC, else beside the tables.
   *
   * @param directory local folder, or a URI
   * @param catalog settings of the catalog; empty for the embedded one
   * @throws LockedException where another run has it
   * @throws IOException where it cannot be read or written
   */
  static WarehouseLock take(String directory, Map<String, String> catalog, Configuration hadoop)
      throws IOException {
    if ("jdbc".equals(catalog.get("type"))) {
      return LeasedLock.take(new LockRow(Warehouse.CATALOG, catalog));
    }
    if (directory.startsWith("file:")) {
      return LocalLock.take(Path.of(URI.create(directory).getPath()));
    }
    if (directory.matches("[a-z][a-z0-9+.-]+:.*")) {
      return LeasedLock.take(new LockFile(directory, hadoop));
    }
    return LocalLock.take(Path.of(directory).toAbsolutePath().normalize());
  }

  /** What to do where somebody else has taken it meanwhile: publish nothing. */
  void onLoss(Runnable stop);
}
