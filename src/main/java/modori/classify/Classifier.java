package modori.classify;

import java.util.List;
import java.util.Optional;

/** Decides why a mail failed; immutable, so one serves all threads. */
public final class Classifier {
  private final RuleSet rules;

  Classifier(List<Rule> rules) {
    this.rules = new RuleSet(rules);
  }

  /** The rules that come with the program; they are read and compiled once. */
  public static Classifier standard() {
    return Standard.SHARED;
  }

  private static final class Standard {
    static final Classifier SHARED = new Classifier(RuleReader.standard());
  }

  /**
   * Decides in the order of evidence, which is the order of the rule files: providers, words,
   * enhanced code (the text's own before the one beside it), weak words, reply code.
   */
  public Verdict classify(Diagnostic diagnostic) {
    int rule = new Evidence(rules, diagnostic).firstFrom(0);
    return rule < 0 ? Verdict.UNCLASSIFIED : rules.rules[rule].verdict();
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
    int rule = evidence.firstFrom(0);
    if (rule < 0 || !rules.rules[rule].verdict().reason().hidesCause()) {
      return Optional.empty();
    }
    while (rule >= 0 && rules.rules[rule].verdict().reason().hidesCause()) {
      rule = evidence.firstFrom(rule + 1);
    }
    return rule < 0 ? Optional.empty() : Optional.of(rules.rules[rule].verdict());
  }
}
