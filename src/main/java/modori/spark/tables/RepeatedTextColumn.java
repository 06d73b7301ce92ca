package modori.spark.tables;

import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Texts of which most have stood in an earlier row: each is kept and encoded once. */
final class RepeatedTextColumn implements BatchColumn {
  private static final int ABSENT = -1;
  private static final int MOST_REMEMBERED = 1 << 14;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Text> texts = new ArrayList<>();
  private int[] values = new int[64];
  private int rows;
  private @Nullable String lastText;
  private int lastNumber;
  private boolean anyPresent;
  private int generation;

  private record Text(String text, Binary encoded) {}

  @Override
  public void add(@Nullable Object value) {
    if (rows == values.length) {
      values = Arrays.copyOf(values, 2 * rows);
    }
    if (value == null) {
      values[rows++] = ABSENT;
    } else {
      values[rows++] = number((String) value);
      anyPresent = true;
    }
  }

  private int number(String text) {
    if (text == lastText) {
      return lastNumber;
    }
    Integer known = numbers.get(text);
    if (known == null) {
      known = texts.size();
      numbers.put(text, known);
      texts.add(
          new Text(text, Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8))));
    }
    lastText = text;
    lastNumber = known;
    return known;
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
    return texts.get(first).text().compareTo(texts.get(second).text());
  }

  @Override
  public @Nullable Object value(int row) {
    return values[row] == ABSENT ? null : texts.get(values[row]).text();
  }

  @Override
  public ColumnPages pages(ColumnDescriptor descriptor, ZstdCompressCtx zstd, PageBytes body) {
    return new TextPages(descriptor, zstd, body);
  }

  @Override
  public void write(ColumnPages pages, int[] order, int from, int to) {
    TextPages written = (TextPages) pages;
    if (!anyPresent) {
      written.addAbsent(to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      int number = values[order[i]];
      if (number == ABSENT) {
        written.addAbsent(1);
      } else {
        written.add(number, generation, texts.get(number).encoded());
      }
    }
  }

  @Override
  public void clear() {
    rows = 0;
    anyPresent = false;
    if (texts.size() > MOST_REMEMBERED) {
      texts.clear();
      numbers.clear();
      lastText = null;
      generation++;
    }
  }
}
