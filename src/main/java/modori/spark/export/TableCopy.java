package modori.spark.export;

import java.io.Closeable;
import java.io.IOException;
import org.apache.iceberg.data.Record;

/** Where the rows of one table go; closed when all are there. */
interface TableCopy extends Closeable {
  /** Takes a row. */
  void write(Record row) throws IOException;
}
