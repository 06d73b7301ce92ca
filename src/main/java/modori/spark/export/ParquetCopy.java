package modori.spark.export;

import java.io.IOException;
import java.nio.file.Path;
import modori.spark.tables.TableDefinition;
import org.apache.iceberg.Files;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;

/** A table as one Parquet file. */
final class ParquetCopy implements TableCopy {
  private final FileAppender<Record> file;

  ParquetCopy(Path path, TableDefinition definition) throws IOException {
    file =
        Parquet.write(Files.localOutput(path.toFile()))
            .schema(definition.schema())
            .named(definition.name())
            .set("write.parquet.compression-codec", "zstd")
            .createWriterFunc(type -> GenericParquetWriter.create(definition.schema(), type))
            .overwrite()
            .build();
  }

  @Override
  public void write(Record row) {
    file.add(row);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
