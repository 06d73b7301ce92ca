package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import modori.chronic.MailboxDayBuilder;
import modori.correlate.HexKey;
import org.jspecify.annotations.Nullable;

/**
 * What a part of the facts says of one mailbox on one day; parts add up to the day, in any order.
 */
final class MailboxPartial {
  private static final int MOST_SENDERS = 64;
  private static final int OWN_DOMAIN = 1;
  private static final int PROVIDER = 2;
  private static final int OWN = 4;
  private static final int REMOTE = 8;
  private static final int SENDERS = 16;
  private static final int LOST = 32;
  private static final int DELAYED = 64;

  /** The first half of the mailbox's key. */
  final long key;

  /** The second half. */
  final long restOfKey;

  final LocalDate day;
  String address;
  String domain;
  @Nullable String provider;
  @Nullable String hosted;
  final MailboxDayBuilder builder;
  LongSet senders = LongSet.NONE;
  LongSet lost = LongSet.NONE;
  LongSet delayed = LongSet.NONE;

  /** Another day of the same mailbox, where a table of mailboxes holds both. */
  @Nullable MailboxPartial next;

  MailboxPartial(long key, long restOfKey, LocalDate day, String address, String domain) {
    this.key = key;
    this.restOfKey = restOfKey;
    this.day = day;
    this.address = address;
    this.domain = domain;
    this.builder = new MailboxDayBuilder(day);
  }

  /** The key of the mailbox as tables have it. */
  String mailboxKey() {
    return HexKey.of(key, restOfKey);
  }

  /**
   * Takes what a row says of the mailbox itself: the smallest of each, so that the order is all
   * one.
   */
  void describe(String rowAddress, @Nullable String rowProvider, @Nullable String rowHosted) {
    address = rowAddress.compareTo(address) < 0 ? rowAddress : address;
    provider = smaller(provider, rowProvider);
    hosted = smaller(hosted, rowHosted); // "own" comes before "remote"
  }

  void add(MailboxPartial other) {
    describe(other.address, other.provider, other.hosted);
    builder.add(other.builder.build());
    senders = senders.with(other.senders);
    lost = lost.with(other.lost);
    delayed = delayed.with(other.delayed);
  }

  /** The smallest hashes of senders, as many as a row keeps. */
  List<Long> keptSenders() {
    return senders.isEmpty()
        ? List.of()
        : Arrays.stream(senders.sorted()).limit(MOST_SENDERS).boxed().toList();
  }

  void write(Output out) {
    out.writeLong(key);
    out.writeLong(restOfKey);
    out.writeVarInt((int) day.toEpochDay(), false);
    boolean ownDomain = endsWithDomain();
    out.writeByte(
        (ownDomain ? OWN_DOMAIN : 0)
            | (provider == null ? 0 : PROVIDER)
            | ("own".equals(hosted) ? OWN : hosted == null ? 0 : REMOTE)
            | (senders.isEmpty() ? 0 : SENDERS)
            | (lost.isEmpty() ? 0 : LOST)
            | (delayed.isEmpty() ? 0 : DELAYED));
    out.writeString(address);
    if (!ownDomain) {
      out.writeString(domain);
    }
    if (provider != null) {
      out.writeString(provider);
    }
    builder.pack(new NumberWriter(out));
    if (!senders.isEmpty()) {
      senders.write(out);
    }
    if (!lost.isEmpty()) {
      lost.write(out);
    }
    if (!delayed.isEmpty()) {
      delayed.write(out);
    }
  }

  private boolean endsWithDomain() {
    int at = address.length() - domain.length() - 1;
    return at >= 0 && address.charAt(at) == '@' && address.endsWith(domain);
  }

  private static @Nullable String smaller(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null || one.compareTo(other) <= 0 ? one : other;
  }

  /** Writes the numbers of a day. */
  private record NumberWriter(Output out) implements LongConsumer {
    @Override
    public void accept(long number) {
      out.writeVarLong(number, true);
    }
  }

  /** Reads the numbers of a day. */
  private record NumberReader(Input in) implements LongSupplier {
    @Override
    public long getAsLong() {
      return in.readVarLong(true);
    }
  }

  /** Reads what was written; days and names that many mailboxes share are one object for all. */
  static final class Reader implements Chunks.RecordReader<MailboxPartial> {
    private final SharedNames names = new SharedNames();
    private LocalDate day = LocalDate.EPOCH;
    private int epochDay;

    @Override
    public MailboxPartial read(Input in) {
      long key = in.readLong();
      long restOfKey = in.readLong();
      int ofDay = in.readVarInt(false);
      if (ofDay != epochDay) {
        epochDay = ofDay;
        day = LocalDate.ofEpochDay(ofDay);
      }
      int what = in.readByte();
      String address = in.readString();
      String domain =
          names.shared(
              (what & OWN_DOMAIN) != 0
                  ? address.substring(address.lastIndexOf('@') + 1)
                  : in.readString());
      MailboxPartial part = new MailboxPartial(key, restOfKey, day, address, domain);
      part.provider = (what & PROVIDER) == 0 ? null : names.shared(in.readString());
      part.hosted = (what & OWN) != 0 ? "own" : (what & REMOTE) != 0 ? "remote" : null;
      part.builder.unpack(new NumberReader(in));
      part.senders = (what & SENDERS) == 0 ? LongSet.NONE : LongSet.read(in);
      part.lost = (what & LOST) == 0 ? LongSet.NONE : LongSet.read(in);
      part.delayed = (what & DELAYED) == 0 ? LongSet.NONE : LongSet.read(in);
      return part;
    }
  }
}
