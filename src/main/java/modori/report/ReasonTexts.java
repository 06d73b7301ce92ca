package modori.report;

/** The sentences for a reason, in the language of the report. */
public interface ReasonTexts {
  /** What the reason means, as one sentence. */
  String meaning(String reason);

  /** What to do about it, as one sentence. */
  String remedy(String reason);
}
