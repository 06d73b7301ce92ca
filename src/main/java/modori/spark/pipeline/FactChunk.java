package modori.spark.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What many facts say, packed: what is shuffled to make the gold tables.
 *
 * @param origin where the facts were seen
 * @param bucket where it meets the others of its mailboxes or domains: 0 to {@link #BUCKETS} - 1
 * @param mailboxes packed parts of mailboxes' days
 * @param domains parts of domains' days
 * @param texts packed parts of the days of wordings of failures
 * @param senders packed parts of sender domains' days
 */
record FactChunk(
    Origin origin,
    int bucket,
    byte[] mailboxes,
    List<DomainPartial> domains,
    byte[] texts,
    byte[] senders)
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

  FactChunk {
    domains = new ArrayList<>(domains);
  }

  void eachMailbox(MailboxPartial.Reader reader, Consumer<MailboxPartial> sink) {
    Chunks.read(mailboxes, reader, sink);
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
    private final Chunks texts = new Chunks(BUCKETS);
    private final Chunks senders = new Chunks(BUCKETS);
    private final Map<Integer, List<DomainPartial>> domains = new HashMap<>();

    void add(MailboxPartial part) {
      mailboxes.add(Long.hashCode(part.key), part::write);
    }

    void add(DomainPartial part) {
      domains
          .computeIfAbsent(Math.floorMod(part.domain.hashCode(), BUCKETS), any -> new ArrayList<>())
          .add(part);
    }

    void add(TextPartial part) {
      texts.add(part.key().hashCode(), part::write);
    }

    void add(SenderPartial part) {
      senders.add(part.key().hashCode(), part::write);
    }

    List<FactChunk> finish(Origin origin) {
      List<FactChunk> all = new ArrayList<>();
      mailboxes
          .finish()
          .forEach(
              one ->
                  all.add(new FactChunk(origin, one._1(), one._2(), List.of(), NOTHING, NOTHING)));
      domains.forEach(
          (bucket, list) ->
              all.add(new FactChunk(origin, bucket, NOTHING, list, NOTHING, NOTHING)));
      texts
          .finish()
          .forEach(
              one ->
                  all.add(new FactChunk(origin, one._1(), NOTHING, List.of(), one._2(), NOTHING)));
      senders
          .finish()
          .forEach(
              one ->
                  all.add(new FactChunk(origin, one._1(), NOTHING, List.of(), NOTHING, one._2())));
      return all;
    }
  }
}
