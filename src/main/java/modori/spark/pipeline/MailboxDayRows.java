package modori.spark.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import modori.chronic.Acceptance;
import modori.chronic.Acceptances;
import modori.chronic.ChronicRules;
import modori.chronic.Hosting;
import modori.chronic.MailboxDay;
import modori.chronic.MailboxHistory;
import modori.chronic.Strip;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.data.GenericRecord;
import org.jspecify.annotations.Nullable;

/** From a mailbox's day to its row, and from the row back to what episodes are made of. */
final class MailboxDayRows {
  private MailboxDayRows() {}

  /** Fills a row of mailbox_day, which is to be written before the next one is filled. */
  static GenericRecord row(
      RowBuilder row, String mailboxKey, MailboxPartial partial, MailboxDay day) {
    List<Long> senders = partial.keptSenders();
    return row.reused()
        .set("day", day.day())
        .set("mailbox_key", mailboxKey)
        .set("recipient_address", partial.address)
        .set("recipient_domain", partial.domain)
        .set("provider", partial.provider)
        .set("hosted", partial.hosted)
        .set("letter", letter(day))
        .set("n_full", day.fullCount())
        .set("n_ok", day.okCount())
        .set("n_gone", day.goneCount())
        .set("n_other", day.otherCount())
        .setTime("first_full", day.firstFull())
        .setTime("last_full", day.lastFull())
        .set("min_full_size", day.minFullSizeBytes() < 0 ? null : day.minFullSizeBytes())
        .set("full_without_size", day.fullWithoutSize())
        .setTime("first_gone", day.firstGone())
        .setTime("last_gone", day.lastGone())
        .setTime("last_ok_before", day.fullCount() == 0 ? null : day.lastOkBefore().orElse(null))
        .set("ok_after", day.fullCount() == 0 ? null : packed(day.okAfter()))
        .set("ok_slot_minutes", day.acceptances().slotMinutes())
        .set("ok_kept", packed(day.acceptances().kept()))
        .set("distinct_senders", partial.senders.size())
        .set(
            "refused_senders",
            senders.isEmpty()
                ? null
                : senders.stream().map(Long::toHexString).collect(Collectors.joining(" ")))
        .set("messages_lost", partial.lost.size())
        .set("messages_delayed", partial.delayed.size())
        .set("attempts_wasted", day.fullCount())
        .build();
  }

  /** The letter of the day by itself; the strip of a mailbox judges it with the days before. */
  private static String letter(MailboxDay day) {
    if (day.fullCount() == 0 && day.okCount() > 0) {
      return "K";
    }
    MailboxHistory alone = new MailboxHistory(List.of(day), day.day(), Set.of());
    return Strip.of(alone, ChronicRules.of(Hosting.REMOTE), 1).letters();
  }

  /** The day from the columns of its row. */
  static MailboxDay day(
      java.time.LocalDate day,
      int full,
      int ok,
      int gone,
      int other,
      @Nullable Instant firstFull,
      @Nullable Instant lastFull,
      long minFullSize,
      boolean fullWithoutSize,
      @Nullable Instant firstGone,
      @Nullable Instant lastGone,
      int slotMinutes,
      @Nullable String kept) {
    return new MailboxDay(
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
        new Acceptances(slotMinutes, unpacked(kept)));
  }

  static @Nullable String packed(List<Acceptance> acceptances) {
    if (acceptances.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder(acceptances.size() * 24);
    for (Acceptance acceptance : acceptances) {
      Instant time = acceptance.time();
      text.append(text.isEmpty() ? "" : " ")
          .append(time.getEpochSecond() * 1_000_000L + time.getNano() / 1000)
          .append('/')
          .append(acceptance.sizeBytes());
    }
    return text.toString();
  }

  private static List<Acceptance> unpacked(@Nullable String text) {
    List<Acceptance> acceptances = new ArrayList<>();
    if (text != null) {
      for (String one : text.split(" ", -1)) {
        int slash = one.indexOf('/');
        long micros = Long.parseLong(one, 0, slash, 10);
        Instant time =
            Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
        acceptances.add(new Acceptance(time, Long.parseLong(one, slash + 1, one.length(), 10)));
      }
    }
    return acceptances;
  }
}
