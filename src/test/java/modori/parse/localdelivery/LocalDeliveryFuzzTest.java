package modori.parse.localdelivery;

import com.code_intelligence.jazzer.junit.FuzzTest;
import modori.parse.LogEvent;
import modori.parse.ParserCases;
import modori.parse.TextParser;

/** Run with {@code JAZZER_FUZZ=1} to search for new inputs. */
class LocalDeliveryFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void noBytesMakeThemThrow(byte[] bytes) {
    if (bytes != null) {
      for (TextParser parser : LocalDeliveryCasesTest.PARSERS) {
        parser.parse(ParserCases.bare(bytes), new LogEvent());
      }
    }
  }
}
