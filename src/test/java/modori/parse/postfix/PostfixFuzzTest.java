package modori.parse.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import modori.parse.LogEvent;
import org.junit.jupiter.api.Tag;

/** Starting the fuzzer takes half a minute. */
@Tag("long")
class PostfixFuzzTest {
  private final PostfixParser parser = new PostfixParser();

  @FuzzTest
  void anyTextOfAnyDaemonHasAFate(FuzzedDataProvider data) {
    String daemon = data.pickValue(new String[] {"smtp", "smtpd", "cleanup", "qmgr", "bounce"});
    byte[] text = data.consumeRemainingAsBytes();
    assertThat(parser.parse(Lines.of("postfix/" + daemon, text), new LogEvent())).isNotNull();
  }
}
