package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LongSetTest {
  @Test
  void holdsEachNumberOnceAndSortsThem() {
    Random random = new Random(7);
    TreeSet<Long> expected = new TreeSet<>();
    LongSet set = new LongSet();
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextInt(3) == 0 ? random.nextInt(50) : random.nextLong();
      expected.add(value);
      set.add(value);
    }
    assertThat(set.size()).isEqualTo(expected.size());
    assertThat(set.sorted())
        .containsExactly(expected.stream().mapToLong(Long::longValue).toArray());
  }

  @Test
  void takesZeroForANumberLikeOthers() {
    LongSet set = new LongSet();
    assertThat(set.isEmpty()).isTrue();
    set.add(0);
    set.add(0);
    assertThat(set.sorted()).containsExactly(0);
  }

  @Test
  void comesBackFromBytesAndUnites() throws IOException {
    LongSet one = new LongSet();
    one.add(0);
    one.add(5);
    LongSet other = new LongSet();
    other.add(-5);
    other.add(5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    one.write(new DataOutputStream(bytes));
    other.addAll(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(other.sorted()).containsExactly(-5, 0, 5);
    LongSet both = new LongSet();
    both.addAll(other);
    assertThat(both.sorted()).containsExactly(-5, 0, 5);
  }
}
