package modori.chronic;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through the days of one mailbox, oldest first, and cuts out its episodes. */
final class EpisodeFold {
  private final ChronicRules rules;
  private final KnownDays knownDays;
  private final LocalDate asOfDay;
  private final List<Episode> closed = new ArrayList<>();

  private @Nullable OpenEpisode open;
  private @Nullable Instant lastOk;

  EpisodeFold(ChronicRules rules, MailboxHistory history) {
    this.rules = rules;
    this.knownDays = new KnownDays(history);
    this.asOfDay = history.asOfDay();
  }

  void take(MailboxDay row) {
    closeWhatEndedBefore(row.day());
    List<Acceptance> messages = row.acceptances().kept();
    if (open == null && row.fullCount() == 0) {
      lastOk = messages.isEmpty() ? lastOk : messages.get(messages.size() - 1).time();
      return;
    }
    for (Mark mark : marks(row)) {
      apply(mark, row);
    }
  }

  List<Episode> finish() {
    closeWhatEndedBefore(asOfDay.plusDays(1));
    if (open != null) {
      closed.add(open.asOpen(rules));
    }
    return List.copyOf(closed);
  }

  private void apply(Mark mark, MailboxDay row) {
    switch (mark.what) {
      case FIRST_FULL -> {
        if (open == null) {
          open = new OpenEpisode(mark.time, row.day(), lastOk);
        }
        open.refused(row);
      }
      case LAST_FULL -> {
        if (open != null) {
          open.takeBackRoom();
        }
      }
      case OK -> {
        lastOk = mark.time;
        if (open != null && mark.message != null) {
          open.accepted(mark.message, row.day(), rules);
        }
      }
      case GONE -> close(EpisodeStatus.GONE, row.day());
    }
  }

  private void closeWhatEndedBefore(LocalDate day) {
    if (open == null) {
      return;
    }
    if (open.roomProvedOn() != null) {
      LocalDate confirmed = knownDays.afterDays(open.roomProvedOn(), rules.quietDays(), day);
      if (confirmed.isBefore(day)) {
        close(EpisodeStatus.RECOVERED, confirmed);
      }
      return;
    }
    LocalDate lost = knownDays.afterDays(open.lastAttemptDay(), rules.bridgeDays() + 1, day);
    if (lost.isBefore(day)) {
      close(EpisodeStatus.LOST, lost);
    }
  }

  private void close(EpisodeStatus status, LocalDate day) {
    if (open == null) {
      return;
    }
    if (open.roomProvedOn() != null) {
      closed.add(open.asRecovered(day, rules));
    } else {
      closed.add(open.asEnded(status, day, rules));
      // What came in before the mailbox went out of sight bounds no later start.
      lastOk = null;
    }
    open = null;
  }

  /** The moments of a day in order; a message in the second of a refusal proves nothing. */
  private static List<Mark> marks(MailboxDay row) {
    List<Mark> marks = new ArrayList<>();
    for (Acceptance message : row.acceptances().kept()) {
      marks.add(new Mark(message.time(), What.OK, message));
    }
    Instant firstFull = row.firstFull();
    Instant lastFull = row.lastFull();
    if (firstFull != null && lastFull != null) {
      marks.add(new Mark(firstFull, What.FIRST_FULL, null));
      marks.add(new Mark(lastFull, What.LAST_FULL, null));
    }
    if (row.firstGone() != null && (firstFull == null || row.firstGone().isBefore(firstFull))) {
      marks.add(new Mark(row.firstGone(), What.GONE, null));
    }
    // A mailbox that is refused as full after it was called unknown is still there.
    if (row.lastGone() != null && (lastFull == null || !row.lastGone().isBefore(lastFull))) {
      marks.add(new Mark(row.lastGone(), What.GONE, null));
    }
    marks.sort(Mark.ORDER);
    return marks;
  }

  private enum What {
    OK,
    FIRST_FULL,
    LAST_FULL,
    GONE
  }

  private record Mark(Instant time, What what, @Nullable Acceptance message) {
    static final Comparator<Mark> ORDER = comparing(Mark::time).thenComparing(Mark::what);
  }
}
