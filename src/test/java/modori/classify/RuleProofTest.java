package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every example of every rule, against the whole set: no rule is dead, shadowed or too greedy. */
class RuleProofTest {
  private static final List<Rule> RULES = RuleReader.standard();
  private static final Classifier CLASSIFIER = new Classifier(RULES);

  @TestFactory
  Stream<DynamicTest> each_rule_decides_its_matches_and_none_of_its_counter_examples() {
    return RULES.stream().map(rule -> DynamicTest.dynamicTest(rule.id(), () -> prove(rule)));
  }

  private static void prove(Rule rule) {
    for (Rule.Example example : rule.match()) {
      assertThat(CLASSIFIER.classify(example.diagnostic()))
          .as("%s, line %d: %s", rule.file(), example.line(), example.diagnostic().text())
          .isEqualTo(new Verdict(rule.reason(), rule.id()));
    }
    for (Rule.Example example : rule.noMatch()) {
      assertThat(CLASSIFIER.classify(example.diagnostic()).ruleId())
          .as("%s, line %d: %s", rule.file(), example.line(), example.diagnostic().text())
          .isNotEqualTo(rule.id());
    }
  }
}
