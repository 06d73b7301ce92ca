package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownWordsTest {
  private final KnownWords words = KnownWords.standard();

  @Test
  void whatNamesSomebodyGoesAndWhatRulesLookForStays() {
    assertThat(
            words.of(
                "host mx.example.org[192.0.2.7] said: 552 5.2.2 <rio.tanaka@example.org>: Kirameki's mailbox full"))
        .contains("552 5.2.2", "mailbox full")
        .doesNotContain("rio", "tanaka", "Kirameki", "192.0.2.7", "mx.example");
    assertThat(words.of("qx7781 田中 zanzibar")).isEqualTo("* * *");
    assertThat(words.of("")).isEmpty();
    assertThat(words.of("Tanakas Tageskontingente")).isEqualTo("* *kontingent*");
    assertThat(words.of("田中太郎のメールボックスがいっぱいです"))
        .contains("メールボックス", "いっぱい")
        .doesNotContain("田中", "太郎");
  }

  @Test
  void mostProofsOfRulesKeepTheirRuleAndTheOthersHaveOneToStandForThem() {
    Classifier classifier = Classifier.standard();
    List<String> kept = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (Rule rule : RuleReader.standard()) {
      for (Rule.Example proof : rule.match()) {
        Diagnostic said = proof.diagnostic();
        boolean same =
            classifier.classify(with(said, words.of(said.text()))).ruleId().equals(rule.id());
        (same ? kept : lost).add(rule.id() + ": " + words.of(said.text()) + " <- " + said.text());
        assertThat(words.example(rule.id())).as(rule.id()).isNotNull();
      }
    }
    assertThat(lost).hasSizeLessThan(kept.size() / 6);
  }

  private static Diagnostic with(Diagnostic said, String text) {
    return new Diagnostic(
        said.replyCode(), said.enhancedCode(), text, said.remoteMta(), said.stage());
  }
}
