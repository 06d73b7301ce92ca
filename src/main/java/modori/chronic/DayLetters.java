package modori.chronic;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** Reads the letter of every day from a first one up to the day of judgement. */
final class DayLetters {
  private DayLetters() {}

  static void each(
      MailboxHistory history, ChronicRules rules, LocalDate from, Consumer<DayLetter> out) {
    List<MailboxDay> rows = history.days();
    int next = 0;
    while (next < rows.size() && rows.get(next).day().isBefore(from)) {
      next++;
    }
    long refusedBytes = Observation.UNKNOWN_SIZE;
    for (LocalDate day = from; !day.isAfter(history.asOfDay()); day = day.plusDays(1)) {
      if (next < rows.size() && rows.get(next).day().equals(day)) {
        MailboxDay row = rows.get(next++);
        long today = row.refusedBytes();
        if (today != Observation.UNKNOWN_SIZE
            && (refusedBytes == Observation.UNKNOWN_SIZE || today < refusedBytes)) {
          refusedBytes = today;
        }
        out.accept(letter(row, rules, refusedBytes));
      } else {
        out.accept(history.missingDays().contains(day) ? DayLetter.MISSING : DayLetter.SILENT);
      }
    }
  }

  private static DayLetter letter(MailboxDay row, ChronicRules rules, long refusedBytes) {
    boolean room = false;
    for (Acceptance message : row.acceptances().kept()) {
      room |= rules.provesRoom(message, refusedBytes);
    }
    if (row.fullCount() > 0) {
      return room ? DayLetter.MIXED : DayLetter.REFUSED;
    }
    if (room) {
      return DayLetter.ROOM;
    }
    if (row.goneCount() > 0) {
      return DayLetter.GONE;
    }
    return row.okCount() > 0 ? DayLetter.TOO_SMALL : DayLetter.SILENT;
  }
}
