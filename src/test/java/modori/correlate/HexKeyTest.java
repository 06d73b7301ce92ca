package modori.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HexKeyTest {
  @Test
  void bothHalvesMakeTheKey() {
    for (int i = 0; i < 1000; i++) {
      String key = ContentKey.of("key", Integer.toString(i));
      assertThat(HexKey.of(HexKey.first(key), HexKey.second(key))).isEqualTo(key);
      assertThat(HexKey.first(key)).isEqualTo(Long.parseUnsignedLong(key, 0, 16, 16));
    }
  }
}
