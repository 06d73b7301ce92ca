package modori.jobs;

import modori.classify.Language;
import modori.spark.pipeline.ExitCode;

/** What {@code --lang} names. */
final class Languages {
  private Languages() {}

  static Language of(String language) {
    return switch (language) {
      case "en" -> Language.ENGLISH;
      case "ja" -> Language.JAPANESE;
      default ->
          throw new UserMistake(
              ExitCode.USAGE, "--lang " + language + ": only en and ja are known");
    };
  }
}
