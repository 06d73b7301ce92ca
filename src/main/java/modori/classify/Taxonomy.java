package modori.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import modori.classify.FailureReason.Category;
import modori.classify.FailureReason.Lasting;
import modori.classify.FailureReason.Server;
import modori.classify.FailureReason.Side;

/** The rows of {@code modori/taxonomy.tsv}, checked when they are loaded. */
final class Taxonomy {
  private static final String RESOURCE = "/modori/taxonomy.tsv";
  private static final Map<FailureReason, Entry> ENTRIES = load();

  private Taxonomy() {}

  /** What the taxonomy says of one reason. */
  record Entry(
      Category category,
      Side side,
      Lasting permanence,
      Server server,
      String meaningEnglish,
      String remedyEnglish,
      String meaningJapanese,
      String remedyJapanese) {}

  static Entry entry(FailureReason reason) {
    Entry entry = ENTRIES.get(reason);
    if (entry == null) {
      throw new IllegalStateException(
          RESOURCE + ": no row for " + reason.id() + "; add the row or remove the constant");
    }
    return entry;
  }

  private static Map<FailureReason, Entry> load() {
    Map<FailureReason, Entry> entries = new EnumMap<>(FailureReason.class);
    List<String> lines = lines();
    List<String> head = Arrays.asList(lines.get(0).split("\t", -1));
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split("\t", -1);
      if (cells.length != head.size()) {
        throw broken(line, cells.length + " cells instead of " + head.size());
      }
      String id = cells[head.indexOf("reason")];
      FailureReason reason = FailureReason.of(id).orElse(null);
      if (reason == null) {
        throw broken(line, "no constant of FailureReason for " + id);
      }
      Entry entry =
          new Entry(
              constant(Category.class, cells[head.indexOf("category")], line),
              constant(Side.class, cells[head.indexOf("side")], line),
              constant(Lasting.class, cells[head.indexOf("permanence")], line),
              constant(Server.class, cells[head.indexOf("server")], line),
              sentence(cells[head.indexOf("meaning_en")], line),
              sentence(cells[head.indexOf("remedy_en")], line),
              sentence(cells[head.indexOf("meaning_ja")], line),
              sentence(cells[head.indexOf("remedy_ja")], line));
      if (entries.put(reason, entry) != null) {
        throw broken(line, id + " stands there twice");
      }
    }
    return entries;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String cell, int line) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(cell)) {
        return constant;
      }
    }
    throw broken(line, "'" + cell + "' is none of " + Arrays.toString(type.getEnumConstants()));
  }

  private static String sentence(String cell, int line) {
    if (cell.isBlank()) {
      throw broken(line, "a sentence is missing");
    }
    return cell;
  }

  private static IllegalStateException broken(int line, String what) {
    return new IllegalStateException(RESOURCE + ", line " + (line + 1) + ": " + what);
  }

  private static List<String> lines() {
    InputStream stream = Taxonomy.class.getResourceAsStream(RESOURCE);
    if (stream == null) {
      throw new IllegalStateException(RESOURCE + " is missing from the jar; build it again");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
