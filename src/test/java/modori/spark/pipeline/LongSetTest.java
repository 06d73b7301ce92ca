package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
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
  void comesBackFromBytesAndUnites() {
    LongSet one = new LongSet();
    one.add(0);
    one.add(5);
    LongSet other = new LongSet();
    other.add(-5);
    other.add(5);
    Output bytes = new Output(16, -1);
    one.write(bytes);
    other.addAll(new Input(bytes.toBytes()));
    assertThat(other.sorted()).containsExactly(-5, 0, 5);
    LongSet both = new LongSet();
    both.addAll(other);
    assertThat(both.sorted()).containsExactly(-5, 0, 5);
  }
}
