package modori.spark.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** The options of a data source; a mistake in them is told in one line with its cure. */
final class SourceOptions {
  static final String ZONE = "zone";
  static final String AS_OF = "as-of";
  static final String HOSTED = "hosted";
  static final String SPLIT_MIB = "split-mib";

  // Spark's own names for what load() is given; several paths are a JSON list.
  private static final String PATH = "path";
  private static final String PATHS = "paths";

  private final String source;
  private final CaseInsensitiveStringMap options;

  /**
   * The options of a source that knows the named ones. What Spark's catalog adds to a table's
   * options is no mistake: its own properties, and names with a dot.
   *
   * @throws IllegalArgumentException where another is given
   */
  SourceOptions(String source, Map<String, String> options, String... known) {
    this.source = source;
    this.options = new CaseInsensitiveStringMap(options);
    Set<String> names = new TreeSet<>(List.of(known));
    for (String name : this.options.keySet()) {
      boolean sparks =
          name.equals(PATH)
              || name.equals(PATHS)
              || name.indexOf('.') >= 0
              || CatalogV2Util.TABLE_RESERVED_PROPERTIES().contains(name);
      if (!sparks && !names.contains(name)) {
        throw mistake("no such option: " + name + "; there are " + String.join(", ", names));
      }
    }
  }

  /** The paths to read, never empty. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    String several = options.get(PATHS);
    if (several != null) {
      try {
        paths.addAll(List.of(new ObjectMapper().readValue(several, String[].class)));
      } catch (JsonProcessingException notJson) {
        throw mistake("option paths must be a JSON list of paths; for one path use option path");
      }
    }
    String one = options.get(PATH);
    if (one != null) {
      paths.add(one);
    }
    if (paths.isEmpty()) {
      throw mistake("no path given: use load(\"/path\") or OPTIONS (path '/path')");
    }
    return paths;
  }

  /** The time zone, this machine's where none is given. */
  ZoneId zone() {
    String zone = value(ZONE);
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw mistake("zone " + zone + " is not a time zone: write it like Asia/Tokyo or +09:00");
    }
  }

  /** The last finished day, yesterday where none is given. */
  LocalDate asOf(ZoneId zone) {
    String asOf = value(AS_OF);
    try {
      return asOf == null ? LocalDate.now(zone).minusDays(1) : LocalDate.parse(asOf);
    } catch (DateTimeException notDate) {
      throw mistake("as-of " + asOf + " is not a date: write it as YYYY-MM-DD");
    }
  }

  /** The domains that are named as ours, comma separated; often none. */
  Set<String> hosted() {
    Set<String> domains = new TreeSet<>();
    String hosted = value(HOSTED);
    if (hosted != null) {
      for (String domain : hosted.split(",", -1)) {
        if (!domain.isBlank()) {
          domains.add(domain.strip());
        }
      }
    }
    return domains;
  }

  /** How many bytes a task reads. */
  long splitBytes(long otherwise) {
    String text = value(SPLIT_MIB);
    try {
      double mib = text == null ? 0 : Double.parseDouble(text);
      if (text != null && !(mib > 0 && mib <= 1 << 20)) {
        throw new NumberFormatException(text);
      }
      return text == null ? otherwise : Math.max(1, (long) (mib * (1 << 20)));
    } catch (NumberFormatException notNumber) {
      throw mistake("split-mib " + text + " is not a number of MiB above 0: write it like 64");
    }
  }

  private @Nullable String value(String name) {
    String value = options.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private IllegalArgumentException mistake(String text) {
    return new IllegalArgumentException(source + ": " + text);
  }
}
