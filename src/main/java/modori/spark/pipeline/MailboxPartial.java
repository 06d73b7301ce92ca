package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import modori.chronic.Acceptance;
import modori.chronic.Acceptances;
import modori.chronic.MailboxDay;
import modori.chronic.MailboxDayBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a part of the facts says of one mailbox on one day; parts add up to the day, in any order.
 */
final class MailboxPartial {
  private static final int MOST_SENDERS = 64;

  final String mailboxKey;
  final LocalDate day;
  String address;
  String domain;
  @Nullable String provider;
  @Nullable String hosted;
  MailboxDayBuilder builder;
  final LongSet senders = new LongSet();
  final LongSet lost = new LongSet();
  final LongSet delayed = new LongSet();

  MailboxPartial(String mailboxKey, LocalDate day, String address, String domain) {
    this.mailboxKey = mailboxKey;
    this.day = day;
    this.address = address;
    this.domain = domain;
    this.builder = new MailboxDayBuilder(day);
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

  void addSender(long hash) {
    senders.add(hash);
  }

  void add(MailboxPartial other) {
    describe(other.address, other.provider, other.hosted);
    builder.add(other.builder.build());
    senders.addAll(other.senders);
    lost.addAll(other.lost);
    delayed.addAll(other.delayed);
  }

  /** The smallest hashes of senders, as many as a row keeps. */
  List<Long> keptSenders() {
    return Arrays.stream(senders.sorted()).limit(MOST_SENDERS).boxed().toList();
  }

  void write(Output out) {
    MailboxDay row = builder.build();
    out.writeString(mailboxKey);
    out.writeLong(day.toEpochDay());
    out.writeString(address);
    out.writeString(domain);
    out.writeString(provider == null ? "" : provider);
    out.writeString(hosted == null ? "" : hosted);
    out.writeInt(row.fullCount());
    out.writeInt(row.okCount());
    out.writeInt(row.goneCount());
    out.writeInt(row.otherCount());
    writeTime(out, row.firstFull());
    writeTime(out, row.lastFull());
    out.writeLong(row.minFullSizeBytes());
    out.writeBoolean(row.fullWithoutSize());
    writeTime(out, row.firstGone());
    writeTime(out, row.lastGone());
    out.writeInt(row.acceptances().slotMinutes());
    out.writeInt(row.acceptances().kept().size());
    for (Acceptance kept : row.acceptances().kept()) {
      writeTime(out, kept.time());
      out.writeLong(kept.sizeBytes());
    }
    senders.write(out);
    lost.write(out);
    delayed.write(out);
  }

  static MailboxPartial read(Input in) {
    String key = in.readString();
    LocalDate day = LocalDate.ofEpochDay(in.readLong());
    MailboxPartial partial = new MailboxPartial(key, day, in.readString(), in.readString());
    String provider = in.readString();
    String hosted = in.readString();
    partial.provider = provider.isEmpty() ? null : provider;
    partial.hosted = hosted.isEmpty() ? null : hosted;
    int full = in.readInt();
    int ok = in.readInt();
    int gone = in.readInt();
    int other = in.readInt();
    Instant firstFull = readTime(in);
    Instant lastFull = readTime(in);
    long minFullSize = in.readLong();
    boolean fullWithoutSize = in.readBoolean();
    Instant firstGone = readTime(in);
    Instant lastGone = readTime(in);
    int slotMinutes = in.readInt();
    int kept = in.readInt();
    List<Acceptance> acceptances = new ArrayList<>(kept);
    for (int i = 0; i < kept; i++) {
      Instant time = readTime(in);
      acceptances.add(new Acceptance(time == null ? Instant.EPOCH : time, in.readLong()));
    }
    partial.builder.add(
        new MailboxDay(
            day,
            full,
            ok,
            gone,
            other,
            firstFull,
            lastFull,
            minFullSize,
            fullWithoutSize,
            firstGone,
            lastGone,
            new Acceptances(slotMinutes, acceptances)));
    partial.senders.addAll(in);
    partial.lost.addAll(in);
    partial.delayed.addAll(in);
    return partial;
  }

  private static @Nullable String smaller(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null || one.compareTo(other) <= 0 ? one : other;
  }

  private static void writeTime(Output out, @Nullable Instant time) {
    out.writeLong(
        time == null
            ? Long.MIN_VALUE
            : Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000));
  }

  private static @Nullable Instant readTime(Input in) {
    long micros = in.readLong();
    return micros == Long.MIN_VALUE
        ? null
        : Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }
}
