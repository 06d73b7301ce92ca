package modori.parse.sendmail;

import java.util.List;
import java.util.stream.Stream;
import modori.parse.ParserCases;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SendmailCasesTest {
  @TestFactory
  Stream<DynamicTest> everyCaseGivesItsExpectedResult() {
    return ParserCases.in("modori/parse/sendmail", List.of(new SendmailParser()));
  }
}
