package modori.jobs;

import modori.classify.FailureReason;
import modori.classify.Language;
import modori.report.ReasonTexts;
import modori.report.ReportLanguage;

/** The sentences of the taxonomy, for reports. */
final class ReasonSentences implements ReasonTexts {
  private final Language language;

  ReasonSentences(ReportLanguage language) {
    this.language =
        switch (language) {
          case ENGLISH -> Language.ENGLISH;
          case JAPANESE -> Language.JAPANESE;
        };
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
