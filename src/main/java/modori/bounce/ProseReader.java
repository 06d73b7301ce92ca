package modori.bounce;

import java.util.List;

/** Reads the recipients, and what is said of each, out of one family of notices in prose. */
interface ProseReader {
  /** The recipients; empty where the text is none of this family. */
  List<RecipientDraft> read(NoticeText text, Hints hints);

  /**
   * What is known of the notice from elsewhere.
   *
   * @param ownAddresses the addresses that the notice came to: never a recipient that failed
   * @param failedRecipients the addresses in X-Failed-Recipients
   * @param fromDomain the domain of the notice's From; empty where it has none
   */
  record Hints(List<String> ownAddresses, List<String> failedRecipients, String fromDomain) {
    /** Copies the lists. */
    public Hints {
      ownAddresses = List.copyOf(ownAddresses);
      failedRecipients = List.copyOf(failedRecipients);
    }

    boolean isOwn(String address) {
      for (String own : ownAddresses) {
        if (own.equalsIgnoreCase(address)) {
          return true;
        }
      }
      return false;
    }
  }
}
