package modori.chronic;

import java.util.List;

/** The episodes of a mailbox. */
public final class Episodes {
  private Episodes() {}

  /** All episodes, oldest first; at most the last one is open. */
  public static List<Episode> of(MailboxHistory history, ChronicRules rules) {
    EpisodeFold fold = new EpisodeFold(rules, history);
    for (MailboxDay day : history.days()) {
      fold.take(day);
    }
    return fold.finish();
  }
}
