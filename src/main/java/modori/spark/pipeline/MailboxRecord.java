package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import modori.chronic.MailboxDay;
import modori.spark.tables.RowBuilder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** A row of mailbox_day on its way to be judged. */
record MailboxRecord(
    String mailboxKey,
    String address,
    String domain,
    @Nullable String provider,
    @Nullable String hosted,
    MailboxDay day,
    List<String> senders,
    int lost) {
  /** The columns that it is read from, in this order. */
  static final List<String> COLUMNS =
      List.of(
          "day",
          "mailbox_key",
          "recipient_address",
          "recipient_domain",
          "provider",
          "hosted",
          "n_full",
          "n_ok",
          "n_gone",
          "n_other",
          "first_full",
          "last_full",
          "min_full_size",
          "full_without_size",
          "first_gone",
          "last_gone",
          "ok_slot_minutes",
          "ok_kept",
          "refused_senders",
          "messages_lost");

  /** Packs a row; what is not needed to pass it on is not decoded. */
  static void write(Output out, InternalRow row) {
    out.writeInt(row.getInt(0));
    for (int column = 1; column <= 5; column++) {
      text(out, row, column);
    }
    for (int column = 6; column <= 9; column++) {
      out.writeInt(row.getInt(column));
    }
    number(out, row, 10);
    number(out, row, 11);
    number(out, row, 12);
    out.writeBoolean(row.getBoolean(13));
    number(out, row, 14);
    number(out, row, 15);
    out.writeInt(row.getInt(16));
    text(out, row, 17);
    text(out, row, 18);
    out.writeInt(row.getInt(19));
  }

  /** Packs a day as it was just made. */
  static void write(Output out, MailboxPartial partial) {
    MailboxDay day = partial.builder.build();
    out.writeInt((int) day.day().toEpochDay());
    out.writeString(partial.mailboxKey());
    out.writeString(partial.address);
    out.writeString(partial.domain);
    out.writeString(partial.provider == null ? "" : partial.provider);
    out.writeString(partial.hosted == null ? "" : partial.hosted);
    out.writeInt(day.fullCount());
    out.writeInt(day.okCount());
    out.writeInt(day.goneCount());
    out.writeInt(day.otherCount());
    out.writeLong(micros(day.firstFull()));
    out.writeLong(micros(day.lastFull()));
    out.writeLong(day.minFullSizeBytes() < 0 ? Long.MIN_VALUE : day.minFullSizeBytes());
    out.writeBoolean(day.fullWithoutSize());
    out.writeLong(micros(day.firstGone()));
    out.writeLong(micros(day.lastGone()));
    out.writeInt(day.acceptances().slotMinutes());
    String kept = MailboxDayRows.packed(day.acceptances().kept());
    out.writeString(kept == null ? "" : kept);
    out.writeString(
        partial.keptSenders().stream().map(Long::toHexString).collect(Collectors.joining(" ")));
    out.writeInt(partial.lost.size());
  }

  static MailboxRecord read(Input in) {
    LocalDate day = LocalDate.ofEpochDay(in.readInt());
    String key = in.readString();
    String address = in.readString();
    String domain = in.readString();
    String provider = orNull(in.readString());
    String hosted = orNull(in.readString());
    int full = in.readInt();
    int ok = in.readInt();
    int gone = in.readInt();
    int other = in.readInt();
    long firstFull = in.readLong();
    long lastFull = in.readLong();
    long minSize = in.readLong();
    boolean withoutSize = in.readBoolean();
    long firstGone = in.readLong();
    long lastGone = in.readLong();
    int slot = in.readInt();
    String kept = orNull(in.readString());
    String senders = in.readString();
    int lost = in.readInt();
    return new MailboxRecord(
        key,
        address,
        domain,
        provider,
        hosted,
        MailboxDayRows.day(
            day,
            full,
            ok,
            gone,
            other,
            time(firstFull),
            time(lastFull),
            minSize == Long.MIN_VALUE ? -1 : minSize,
            withoutSize,
            time(firstGone),
            time(lastGone),
            slot,
            kept),
        senders.isEmpty() ? List.of() : List.of(senders.split(" ")),
        lost);
  }

  private static void text(Output out, InternalRow row, int column) {
    out.writeString(row.isNullAt(column) ? "" : row.getUTF8String(column).toString());
  }

  private static void number(Output out, InternalRow row, int column) {
    out.writeLong(row.isNullAt(column) ? Long.MIN_VALUE : row.getLong(column));
  }

  private static long micros(@Nullable Instant time) {
    return time == null ? Long.MIN_VALUE : RowBuilder.micros(time);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant time(long micros) {
    return micros == Long.MIN_VALUE
        ? null
        : Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }
}
