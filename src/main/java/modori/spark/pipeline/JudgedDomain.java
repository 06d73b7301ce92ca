package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import modori.chronic.DomainDay;
import modori.chronic.Episode;
import modori.chronic.Hosting;
import modori.chronic.Score;
import modori.chronic.Strip;
import org.jspecify.annotations.Nullable;

/**
 * The mailboxes of one domain that were ever full, judged.
 *
 * @param domain the domain
 * @param hosting whose mailboxes they are
 * @param mailboxes each with its episodes
 * @param days the domain's measures by day; its active mailboxes are not counted here
 */
record JudgedDomain(
    String domain, Hosting hosting, List<JudgedMailbox> mailboxes, Map<LocalDate, DomainDay> days)
    implements Serializable {

  /**
   * A mailbox at the end of the last finished day.
   *
   * @param episodes all, oldest first; at least one
   * @param scoreBefore its score a week before
   * @param before its newest episode as it stood a day before; null where there was none
   */
  record JudgedMailbox(
      String mailboxKey,
      String address,
      String domain,
      @Nullable String provider,
      List<EpisodeCost> episodes,
      Strip strip,
      Score score,
      Score scoreBefore,
      @Nullable Episode before)
      implements Serializable {

    EpisodeCost newest() {
      return episodes.get(episodes.size() - 1);
    }
  }

  /**
   * An episode and what it cost.
   *
   * @param sendersAffected different senders refused
   * @param messagesLost messages that finally failed
   */
  record EpisodeCost(Episode episode, int sendersAffected, int messagesLost)
      implements Serializable {}
}
