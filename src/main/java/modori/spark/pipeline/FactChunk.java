package modori.spark.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import scala.Tuple2;

/**
 * What many facts say, packed: what is shuffled to make the gold tables.
 *
 * @param origin where the facts were seen
 * @param bucket where it meets the others of its mailboxes or domains: 0 to {@link #BUCKETS} - 1
 * @param mailboxes packed parts of mailboxes' days
 * @param domains packed parts of domains' days
 * @param texts packed parts of the days of wordings of failures
 * @param senders packed parts of sender domains' days
 */
record FactChunk(
    Origin origin, int bucket, byte[] mailboxes, byte[] domains, byte[] texts, byte[] senders)
    implements Serializable {
  private static final byte[] NOTHING = {};

  /** Where facts were seen: a day takes its parts from one of them only. */
  enum Origin {
    /** While they were written. */
    SCAN,
    /** In the table. */
    TABLE
  }

  /** How many buckets there are; tasks share them. */
  static final int BUCKETS = 64;

  void eachMailbox(MailboxPartial.Reader reader, Consumer<MailboxPartial> sink) {
    Chunks.read(mailboxes, reader, sink);
  }

  void eachDomain(Consumer<DomainPartial> sink) {
    Chunks.read(domains, DomainPartial::read, sink);
  }

  void eachText(Consumer<TextPartial> sink) {
    Chunks.read(texts, TextPartial::read, sink);
  }

  void eachSender(Consumer<SenderPartial> sink) {
    Chunks.read(senders, SenderPartial::read, sink);
  }

  /** Gathers parts into chunks. */
  static final class Builder {
    private final Chunks mailboxes = new Chunks(BUCKETS);
    private final Chunks domains = new Chunks(BUCKETS);
    private final Chunks texts = new Chunks(BUCKETS);
    private final Chunks senders = new Chunks(BUCKETS);

    void add(MailboxPartial part) {
      part.write(mailboxes.next(Long.hashCode(part.key)));
    }

    void add(DomainPartial part) {
      part.write(domains.next(part.domain.hashCode()));
    }

    void add(TextPartial part) {
      part.write(texts.next(part.key().hashCode()));
    }

    void add(SenderPartial part) {
      part.write(senders.next(part.key().hashCode()));
    }

    List<FactChunk> finish(Origin origin) {
      List<FactChunk> all = new ArrayList<>();
      for (Tuple2<Integer, byte[]> one : mailboxes.finish()) {
        all.add(new FactChunk(origin, one._1(), one._2(), NOTHING, NOTHING, NOTHING));
      }
      for (Tuple2<Integer, byte[]> one : domains.finish()) {
        all.add(new FactChunk(origin, one._1(), NOTHING, one._2(), NOTHING, NOTHING));
      }
      for (Tuple2<Integer, byte[]> one : texts.finish()) {
        all.add(new FactChunk(origin, one._1(), NOTHING, NOTHING, one._2(), NOTHING));
      }
      for (Tuple2<Integer, byte[]> one : senders.finish()) {
        all.add(new FactChunk(origin, one._1(), NOTHING, NOTHING, NOTHING, one._2()));
      }
      return all;
    }
  }
}
