package modori.classify;

import java.util.List;
import java.util.Optional;
import modori.mail.EnhancedStatusCode;

/** Decides why a mail failed; immutable, so one serves all threads. */
public final class Classifier {
  private final RuleSet rules;

  Classifier(List<Rule> rules) {
    this.rules = new RuleSet(rules);
  }

  /**
   * Reads and compiles the rules that come with the program, which takes a moment: keep it.
   *
   * @throws RuleFileException if a rule file is broken
   */
  public static Classifier standard() {
    return new Classifier(RuleReader.standard());
  }

  /**
   * Decides in the order of evidence: rules on the text, enhanced code (the text's own before the
   * one beside it), reply code, stage.
   */
  public Verdict classify(Diagnostic diagnostic) {
    return verdict(first(new Evidence(rules, diagnostic), diagnostic));
  }

  /** Decides on a text alone. */
  public Verdict classify(String text) {
    return classify(new Diagnostic(0, null, text, null, Stage.UNKNOWN));
  }

  /**
   * What stands behind a verdict that {@linkplain FailureReason#hidesCause() hides its cause}, for
   * example the full mailbox behind "retry timeout exceeded"; empty if the text does not say.
   */
  public Optional<Verdict> causeOf(Diagnostic diagnostic) {
    Evidence evidence = new Evidence(rules, diagnostic);
    int rule = evidence.firstByText(0);
    if (rule < 0 || !rules.rules[rule].verdict().reason().hidesCause()) {
      return Optional.empty();
    }
    while (rule >= 0 && rules.rules[rule].verdict().reason().hidesCause()) {
      rule = evidence.firstByText(rule + 1);
    }
    if (rule < 0) {
      rule = evidence.firstByCode(beside(diagnostic));
    }
    if (rule < 0 || rules.rules[rule].verdict().reason().hidesCause()) {
      return Optional.empty();
    }
    return Optional.of(rules.rules[rule].verdict());
  }

  private int first(Evidence evidence, Diagnostic diagnostic) {
    int rule = evidence.firstByText(0);
    return rule < 0 ? evidence.firstByCode(beside(diagnostic)) : rule;
  }

  private Verdict verdict(int rule) {
    return rule < 0 ? Verdict.UNCLASSIFIED : rules.rules[rule].verdict();
  }

  private static int beside(Diagnostic diagnostic) {
    String code = diagnostic.enhancedCode();
    return code == null
        ? 0
        : EnhancedStatusCode.of(code)
            .map(c -> FoldedText.packed(c.statusClass(), c.subject(), c.detail()))
            .orElse(0);
  }
}
