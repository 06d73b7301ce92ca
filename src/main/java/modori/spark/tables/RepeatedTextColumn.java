package modori.spark.tables;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/** Texts of which most have stood in an earlier row: each is kept and encoded once. */
final class RepeatedTextColumn implements BatchColumn {
  private static final int ABSENT = -1;
  private static final int MOST_REMEMBERED = 1 << 14;
  private static final int ENOUGH = 1 << 11;

  private final boolean bounded;
  private final Map<String, Text> known = new HashMap<>();
  private Text[] texts = new Text[8];
  private int size;
  private int[] values = new int[64];
  private int rows;
  private boolean uniform = true;
  private int present;
  private int sizeBefore;
  private int generation;

  /** A text by its number. */
  record Text(int number, String text, byte[] encoded) {
    int hash() {
      return text.hashCode();
    }
  }

  /**
   * An empty column.
   *
   * @param bounded whether files tell the smallest and largest text
   */
  RepeatedTextColumn(boolean bounded) {
    this.bounded = bounded;
  }

  @Override
  public void add(@Nullable Object value) {
    ensure(1);
    int number = value == null ? ABSENT : number((String) value);
    present += value == null ? 0 : 1;
    uniform &= rows == 0 || values[0] == number;
    values[rows++] = number;
  }

  @Override
  public void repeat(int count) {
    ensure(count);
    Arrays.fill(values, rows, rows + count, values[rows - 1]);
    present += values[rows - 1] == ABSENT ? 0 : count;
    rows += count;
  }

  private void ensure(int more) {
    if (rows + more > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, rows + more));
    }
  }

  private int number(String text) {
    Text found = known.get(text);
    if (found == null) {
      found = new Text(size, text, text.getBytes(StandardCharsets.UTF_8));
      known.put(text, found);
      if (size == texts.length) {
        texts = Arrays.copyOf(texts, 2 * size);
      }
      texts[size++] = found;
    }
    return found.number();
  }

  @Override
  public boolean uniform() {
    return uniform;
  }

  @Override
  public int compare(int one, int other) {
    int first = values[one];
    int second = values[other];
    if (first == second) {
      return 0;
    }
    if (first == ABSENT || second == ABSENT) {
      return first == ABSENT ? -1 : 1;
    }
    return texts[first].text().compareTo(texts[second].text());
  }

  @Override
  public void rank(int[] ranks, int count) {
    int[] rankOfNumber = new int[size];
    for (int row = 0; row < count; row++) {
      if (values[row] != ABSENT) {
        rankOfNumber[values[row]] = 1;
      }
    }
    Text[] used = new Text[size];
    int distinct = 0;
    for (int number = 0; number < size; number++) {
      if (rankOfNumber[number] != 0) {
        used[distinct++] = texts[number];
      }
    }
    Arrays.sort(used, 0, distinct, Comparator.comparing(Text::text));
    for (int rank = 0; rank < distinct; rank++) {
      rankOfNumber[used[rank].number()] = rank + 1;
    }
    for (int row = 0; row < count; row++) {
      ranks[row] = values[row] == ABSENT ? 0 : rankOfNumber[values[row]];
    }
  }

  @Override
  public @Nullable Object value(int row) {
    return values[row] == ABSENT ? null : texts[values[row]].text();
  }

  @Override
  public ColumnPages pages(ColumnDescriptor descriptor, PageScratch scratch) {
    return new TextPages(descriptor, scratch, bounded, null);
  }

  @Override
  public void write(ColumnPages pages, int[] order, int from, int to) {
    TextPages file = (TextPages) pages;
    if (uniform) {
      if (values[0] == ABSENT) {
        file.addAbsent(to - from);
      } else {
        file.addSame(to - from, generation, texts[values[0]]);
      }
      return;
    }
    int[] ids = file.scratch.ids;
    int count = 0;
    if (present < rows) {
      int[] levels = file.scratch.levels;
      for (int i = from; i < to; i++) {
        int number = values[order[i]];
        if (number == ABSENT) {
          levels[i - from] = 0;
        } else {
          levels[i - from] = 1;
          ids[count++] = number;
        }
      }
    } else {
      for (int i = from; i < to; i++) {
        ids[count++] = values[order[i]];
      }
    }
    if (count == 0) {
      file.addAbsent(to - from);
    } else {
      file.add(to - from, to - from - count, generation, texts, size);
    }
  }

  // Where most texts of a batch are new ones, remembering them only costs: no later batch will fare
  // better.
  @Override
  public BatchColumn next() {
    if (2 * (size - sizeBefore) > present && present >= ENOUGH) {
      return new VariedTextColumn(Type.TypeID.STRING, bounded, false);
    }
    rows = 0;
    present = 0;
    uniform = true;
    if (size > MOST_REMEMBERED) {
      texts = new Text[8];
      size = 0;
      known.clear();
      generation++;
    }
    sizeBefore = size;
    return this;
  }
}
