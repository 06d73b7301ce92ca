package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import modori.report.TextToLearn;
import org.junit.jupiter.api.Test;

/** What a work list proposes as a rule is a rule with its proofs. */
class RuleStubTest {
  private static final NearestText NEAREST = new NearestText();

  @Test
  void stubsOfWordingsThatBeginAlikeLoadTogetherAndProveThemselves() {
    List<TextToLearn> texts =
        List.of(
            text(
                "mail for <host> loops back to myself",
                "mail for mx.example.org loops back to myself"),
            text(
                "temporary failure. Command output: procmail: Quota exceeded while writing <name>",
                "temporary failure. Command output: procmail: Quota exceeded while writing \"/var/mail/a\" "),
            text(
                "temporary failure. Command output: maildrop: maildir over quota.",
                "temporary failure. Command output: maildrop: maildir over quota."),
            text("<name> の容量がいっぱいです", "\"A\\B\" の容量がいっぱいです"));
    List<String> lines =
        texts.stream().map(one -> one.ruleStub(NEAREST)).flatMap(String::lines).toList();

    List<Rule> rules =
        RuleReader.read(
            file ->
                switch (file) {
                  case "order.yaml" -> List.of("- stubs.yaml");
                  case "stubs.yaml" -> lines;
                  default -> RuleReader.resource(file);
                });

    assertThat(rules).hasSize(texts.size());
    Classifier classifier = new Classifier(rules);
    for (Rule rule : rules) {
      assertThat(verdicts(classifier, rule.match())).containsExactly(rule.id());
      assertThat(verdicts(classifier, rule.noMatch())).hasSize(1).doesNotContain(rule.id());
    }
  }

  private static Stream<String> verdicts(Classifier classifier, List<Rule.Example> examples) {
    return examples.stream().map(one -> classifier.classify(one.diagnostic()).ruleId());
  }

  private static TextToLearn text(String shape, String sample) {
    LocalDate day = LocalDate.parse("2026-11-20");
    return new TextToLearn("unclassified", null, shape, sample, 1, day, day);
  }

  @Test
  void theCounterExampleIsTheNearestTextOfAnotherReason() {
    assertThat(NEAREST.of("452 4.2.2 The mailbox is over its limit", "mailbox_full", "its limit"))
        .contains("mailbox")
        .doesNotContain("its limit");
  }
}
