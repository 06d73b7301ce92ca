package modori.jobs;

import modori.classify.FailureReason;
import modori.classify.Language;
import modori.report.ReasonTexts;

/** The sentences of the taxonomy, for reports. */
final class ReasonSentences implements ReasonTexts {
  private final Language language;

  ReasonSentences(Language language) {
    this.language = language;
  }

  @Override
  public String meaning(String reason) {
    return FailureReason.of(reason).orElse(FailureReason.UNCLASSIFIED).meaning(language);
  }

  @Override
  public String remedy(String reason) {
    return FailureReason.of(reason).orElse(FailureReason.UNCLASSIFIED).remedy(language);
  }
}
