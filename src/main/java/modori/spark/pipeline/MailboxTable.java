package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Days of mailboxes by the mailbox: the days of one hang together. */
final class MailboxTable {
  private static final int FIRST_SLOTS = 1 << 10;

  private @Nullable MailboxPartial[] slots = new MailboxPartial[FIRST_SLOTS];
  private int mailboxes;
  private int days;

  /** How many days of mailboxes there are. */
  int days() {
    return days;
  }

  /** What is known of this mailbox on this day. */
  @Nullable MailboxPartial find(long key, long restOfKey, LocalDate day) {
    MailboxPartial part = slots[slot(slots, key, restOfKey)];
    while (part != null && !part.day.equals(day)) {
      part = part.next;
    }
    return part;
  }

  /** Adds the first part of a day of a mailbox. */
  void put(MailboxPartial part) {
    if (mailboxes * 4 >= slots.length * 3) {
      grow();
    }
    int slot = slot(slots, part.key, part.restOfKey);
    MailboxPartial other = slots[slot];
    if (other == null) {
      slots[slot] = part;
      mailboxes++;
    } else {
      part.next = other.next;
      other.next = part;
    }
    days++;
  }

  /** Gives the first day of each mailbox, others hang on it, and forgets them all. */
  void drain(Consumer<MailboxPartial> sink) {
    for (int slot = 0; slot < slots.length; slot++) {
      MailboxPartial part = slots[slot];
      if (part != null) {
        slots[slot] = null;
        sink.accept(part);
      }
    }
    mailboxes = 0;
    days = 0;
  }

  private void grow() {
    @Nullable MailboxPartial[] more = new MailboxPartial[2 * slots.length];
    for (MailboxPartial part : slots) {
      if (part != null) {
        more[slot(more, part.key, part.restOfKey)] = part;
      }
    }
    slots = more;
  }

  // The keys are hashes already.
  private static int slot(@Nullable MailboxPartial[] slots, long key, long restOfKey) {
    int mask = slots.length - 1;
    int slot = (int) (key >>> 20) & mask;
    for (MailboxPartial part = slots[slot];
        part != null && (part.key != key || part.restOfKey != restOfKey);
        part = slots[slot]) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
