package modori.spark.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillingListTest {
  @ParameterizedTest
  @CsvSource({
    "KKKkKK, takes small messages and refuses larger ones",
    "..M..., takes and refuses mail on the same day",
    "KFFKKF, had room and was full again",
    "KKKFFF, ''", // full, no longer close to it
    "FFKKKK, ''", // over
    "K..?KK, ''"
  })
  void daysShowWhetherThereIsLittleRoom(String days, String sign) {
    assertThat(FillingList.sign(days).orElse("")).isEqualTo(sign);
  }
}
