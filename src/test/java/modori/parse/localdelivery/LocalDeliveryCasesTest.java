package modori.parse.localdelivery;

import java.util.List;
import java.util.stream.Stream;
import modori.parse.ParserCases;
import modori.parse.TextParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LocalDeliveryCasesTest {
  static final List<TextParser> PARSERS =
      List.of(
          new DovecotParser(),
          new ProcmailParser(),
          new MaildropParser(),
          new PostgreyParser(),
          new AmavisParser(),
          new CyrusParser());

  @TestFactory
  Stream<DynamicTest> everyCaseGivesItsExpectedResult() {
    return ParserCases.in("modori/parse/localdelivery", PARSERS);
  }
}
