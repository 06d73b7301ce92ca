package modori.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;

/**
 * Everything that the files of a folder hold, unpacked, whether a table still names them or not.
 */
public final class WarehouseFiles {
  private static final int BEGIN = 6;

  private WarehouseFiles() {}

  /** Where a text stands, whatever its case: name of the file and bytes, values or statistics. */
  public static Set<String> naming(Path folder, String text) throws IOException {
    Set<String> found = new TreeSet<>();
    each(folder, (where, all) -> look(found, all, text, where));
    return found;
  }

  /** Which of these texts, of 6 characters and more, stand anywhere, whatever their case. */
  static Set<String> anyOf(Collection<String> texts, Path folder) throws IOException {
    Map<String, List<String>> byBegin = new HashMap<>();
    for (String text : texts) {
      String wanted = text.toLowerCase(Locale.ROOT);
      byBegin.computeIfAbsent(wanted.substring(0, BEGIN), any -> new ArrayList<>()).add(wanted);
    }
    Set<String> found = new TreeSet<>();
    each(
        folder,
        (where, all) -> {
          for (int i = 0; i + BEGIN <= all.length(); i++) {
            for (String text : byBegin.getOrDefault(all.substring(i, i + BEGIN), List.of())) {
              if (all.startsWith(text, i)) {
                found.add(text);
              }
            }
          }
        });
    return found;
  }

  private static void look(Set<String> found, String all, String text, String told) {
    if (all.contains(text.toLowerCase(Locale.ROOT))) {
      found.add(told);
    }
  }

  private static void each(Path folder, BiConsumer<String, String> sink) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        sink.accept(name + " bytes", joined(List.of(latin(Files.readAllBytes(file)))));
        if (name.endsWith(".parquet")) {
          sink.accept(name + " values", joined(rows(file)));
          sink.accept(name + " statistics", joined(statistics(file)));
        } else if (name.endsWith(".avro")) {
          sink.accept(name + " entries", joined(entries(file)));
        }
      }
    }
  }

  private static String joined(List<String> texts) {
    return String.join("\n", texts).toLowerCase(Locale.ROOT);
  }

  private static List<String> rows(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static List<String> statistics(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
      all.add(reader.getFooter().getFileMetaData().getKeyValueMetaData().toString());
      for (BlockMetaData block : reader.getFooter().getBlocks()) {
        for (ColumnChunkMetaData column : block.getColumns()) {
          var statistics = column.getStatistics();
          if (statistics != null && statistics.hasNonNullValue()) {
            all.add(text(statistics.genericGetMin()) + " " + text(statistics.genericGetMax()));
          }
        }
      }
    }
    return all;
  }

  private static String text(Object value) {
    return value instanceof Binary binary ? latin(binary.getBytes()) : String.valueOf(value);
  }

  // Manifests and lists of them: least and greatest values are byte fields.
  private static List<String> entries(Path file) throws IOException {
    List<String> entries = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new File(file.toString()), new GenericDatumReader<>())) {
      reader.forEach(entry -> entries.add(entry.toString()));
    }
    return entries;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
