package modori.bounce;

import java.util.List;

/** The readers of prose, the ones with the plainest marks first; the first that finds wins. */
final class ProseReaders {
  private static final List<ProseReader> ALL =
      List.of(
          new TranscriptReader(),
          new ParagraphReader(),
          new FailedRecipientsReader(),
          new LabelReader(),
          new SentenceReader(),
          new BareNameReader());

  private ProseReaders() {}

  static List<RecipientDraft> read(NoticeText text, ProseReader.Hints hints) {
    for (ProseReader reader : ALL) {
      List<RecipientDraft> found = reader.read(text, hints);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }
}
