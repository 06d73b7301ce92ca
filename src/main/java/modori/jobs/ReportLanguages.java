package modori.jobs;

import modori.report.ReportLanguage;
import modori.spark.pipeline.ExitCode;

/** What {@code --lang} names. */
final class ReportLanguages {
  private ReportLanguages() {}

  static ReportLanguage of(String language) {
    return switch (language) {
      case "en" -> ReportLanguage.ENGLISH;
      case "ja" -> ReportLanguage.JAPANESE;
      default ->
          throw new UserMistake(
              ExitCode.USAGE, "--lang " + language + ": only en and ja are known");
    };
  }
}
