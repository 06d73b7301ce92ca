package modori.parse.qmail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import modori.parse.DetailJoiner;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import org.junit.jupiter.api.Tag;

/** Starting the fuzzer takes half a minute. */
@Tag("long")
class QmailFuzzTest {
  private final TextParser parser = DetailJoiner.over(new QmailText());

  @FuzzTest
  void anyTextHasAFate(FuzzedDataProvider data) {
    byte[] text = data.consumeRemainingAsBytes();
    LogLine line = new LogLine();
    line.set(text, 0, text.length);
    assertThat(parser.parse(line, new LogEvent())).isNotNull();
  }
}
