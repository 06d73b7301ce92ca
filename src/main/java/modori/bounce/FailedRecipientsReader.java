package modori.bounce;

import java.util.ArrayList;
import java.util.List;

/**
 * The recipients of X-Failed-Recipients (Exim's deliver.c, Gmail), with the words of the notice.
 */
final class FailedRecipientsReader implements ProseReader {
  @Override
  public List<RecipientDraft> read(NoticeText text, Hints hints) {
    List<RecipientDraft> found = new ArrayList<>();
    for (String address : hints.failedRecipients()) {
      RecipientDraft draft = new RecipientDraft(address);
      if (hints.failedRecipients().size() == 1) {
        text.lines().forEach(draft::say);
      }
      found.add(draft);
    }
    return found;
  }
}
