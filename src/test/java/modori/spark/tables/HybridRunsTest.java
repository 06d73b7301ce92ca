package modori.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HybridRunsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 12, 17})
  void parquetReadsWhatIsWritten(int bitWidth) throws IOException {
    Random random = new Random(bitWidth);
    for (int round = 0; round < 200; round++) {
      int[] values = new int[1 + random.nextInt(300)];
      for (int at = 0; at < values.length; ) {
        int value = random.nextInt(1 << bitWidth);
        int end = Math.min(values.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
        Arrays.fill(values, at, end, value);
        at = end;
      }
      PageBytes bytes = new PageBytes(0);
      HybridRuns.write(values, values.length, bitWidth, bytes);
      assertThat(read(bytes, values.length, bitWidth)).isEqualTo(values);
    }
  }

  @Test
  void oneNumberIsOneRun() throws IOException {
    PageBytes bytes = new PageBytes(0);
    HybridRuns.constant(300, 5000, 9, bytes);
    assertThat(bytes.length()).isEqualTo(4);
    int[] values = new int[5000];
    Arrays.fill(values, 300);
    assertThat(read(bytes, 5000, 9)).isEqualTo(values);
  }

  @Test
  void bitsAreAsManyAsThePlacesNeed() {
    assertThat(HybridRuns.bitWidth(1)).isZero();
    assertThat(HybridRuns.bitWidth(2)).isEqualTo(1);
    assertThat(HybridRuns.bitWidth(256)).isEqualTo(8);
    assertThat(HybridRuns.bitWidth(257)).isEqualTo(9);
  }

  private static int[] read(PageBytes bytes, int count, int bitWidth) throws IOException {
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(
            bitWidth, new ByteArrayInputStream(bytes.array(), 0, bytes.length()));
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = decoder.readInt();
    }
    return values;
  }
}
