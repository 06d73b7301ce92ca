package modori.classify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A broken rule file names file, line, rule and cure. */
class RuleLoadingTest {
  private static final String GOOD =
      """
      - id: a.rule
        reason: mailbox_full
        any: [over quota]
        source: "RFC 3463"
        match: ["over quota"]
        no-match: ["quota"]
      """;

  @Test
  void a_rule_without_a_match_is_refused() {
    refused(GOOD.replace("  match: [\"over quota\"]\n", ""))
        .hasMessage(
            "some.yaml, line 1: rule a.rule: it has no 'match' example; add a text that proves it");
  }

  @Test
  void a_rule_without_a_counter_example_is_refused() {
    refused(GOOD.replace("  no-match: [\"quota\"]\n", ""))
        .hasMessageContaining("rule a.rule: it has no 'no-match' example");
  }

  @Test
  void a_rule_without_a_source_is_refused() {
    refused(GOOD.replace("  source: \"RFC 3463\"\n", ""))
        .hasMessageContaining("rule a.rule: it has no 'source'; name the RFC section");
  }

  @Test
  void an_unknown_reason_is_refused() {
    refused(GOOD.replace("mailbox_full", "mailbox_fool"))
        .hasMessageContaining("rule a.rule: the reason 'mailbox_fool' is unknown; see");
  }

  @Test
  void an_unknown_key_is_refused_with_its_alternatives() {
    refused(GOOD.replace("any:", "some:"))
        .hasMessageContaining("rule a.rule: the key 'some' is unknown; use one of all, any,");
  }

  @Test
  void a_rule_without_a_condition_is_refused() {
    refused(GOOD.replace("  any: [over quota]\n", ""))
        .hasMessageContaining("rule a.rule: it has no condition; add literals, codes or a stage");
  }

  @Test
  void an_unknown_word_class_is_refused_with_its_line() {
    refused(GOOD.replace("[over quota]", "[$nothing]"))
        .hasMessage(
            "some.yaml, line 3: rule a.rule: the word class $nothing is unknown; define it in"
                + " words.yaml");
  }

  @Test
  void an_id_stands_once() {
    refused(GOOD + GOOD).hasMessageContaining("line 7: rule a.rule: the id is taken");
  }

  @Test
  void a_wrong_code_is_refused() {
    refused(GOOD.replace("  any: [over quota]\n", "  enhanced: [6.2]\n"))
        .hasMessageContaining("rule a.rule: '6.2' is no enhanced code; write it like 5.2.2");
  }

  @Test
  void broken_yaml_is_refused_with_its_line() {
    refused(GOOD.replace("[over quota]", "[over quota"))
        .hasMessageStartingWith("some.yaml, line ")
        .hasMessageEndingWith("check indentation and quotes");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      String rules) {
    return assertThatThrownBy(
            () ->
                RuleReader.read(
                    file ->
                        switch (file) {
                          case "order.yaml" -> List.of("- some.yaml");
                          case "words.yaml" -> List.of("word: [one, two]");
                          default -> rules.lines().toList();
                        }))
        .isInstanceOf(RuleFileException.class);
  }
}
