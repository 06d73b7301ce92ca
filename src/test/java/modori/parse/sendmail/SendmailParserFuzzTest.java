package modori.parse.sendmail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import modori.parse.LogEvent;
import modori.parse.ParserCases;

/** Run with {@code JAZZER_FUZZ=1} to search for new inputs. */
class SendmailParserFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void noBytesMakeItThrow(byte[] bytes) {
    if (bytes != null) {
      new SendmailParser().parse(ParserCases.bare(bytes), new LogEvent());
    }
  }
}
