package modori.audit;

import static modori.audit.Check.ALL;
import static modori.audit.Check.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The sums that hold in every night, whatever its input: no line and no row vanishes. */
public final class Identities {
  /** A line that grows while it is read may be longer than it was; never by more than this. */
  private static final long LONGEST_LINE_BYTES = 1L << 20;

  private final List<Check> checks = new ArrayList<>();

  private Identities() {}

  /** Checks all of them: per file and day, and in sum. */
  public static List<Check> check(NightNumbers night) {
    Identities all = new Identities();
    night.files().forEach(all::file);
    all.filesInSum(night.files());
    all.flow("attempts = before + written - taken back", night.attempts());
    FlowNumbers open = night.openEntries();
    all.checks.add(identity("open entries merged", ALL, open.before(), night.openEntriesRead()));
    all.flow("open entries = before + started - ended", open);
    night.days().forEach(all::day);
    all.checks.add(identity("notices written", ALL, night.notices(), night.noticeRows()));
    all.checks.add(
        identity("notices by verdict", ALL, night.noticeRows(), night.noticesByVerdict()));
    all.episodes(night);
    return all.checks;
  }

  private void file(FileNumbers file) {
    checks.add(bytes(file));
    checks.add(
        identity(
            "lines = events + context + ignored + quarantined",
            file.path(),
            file.lines(),
            fates(file)));
    checks.add(
        identity(
            "quarantined lines kept", file.path(), file.quarantinedLines(), file.quarantineRows()));
  }

  // A packed file's bytes are known only when they were read. A file that could not be read on
  // begins where it ended in the next night, but only if nothing behind that was read.
  private static Check bytes(FileNumbers file) {
    String name = "bytes = lines + half line";
    long read = file.lineBytes() + file.halfLineBytes();
    if (!file.trouble().isEmpty() && (file.packed() || file.parts() == 1 || read == 0)) {
      return new Check(
          "read to its end", file.path(), "yes", "no: " + file.trouble(), CheckOutcome.WARN);
    }
    long expected = file.packed() ? read : file.plannedBytes();
    boolean lastLineGrew = read > expected && read - expected <= LONGEST_LINE_BYTES;
    return identity(name, file.path(), lastLineGrew ? read : expected, read);
  }

  private void filesInSum(List<FileNumbers> files) {
    checks.add(
        identity(
            "lines = events + context + ignored + quarantined",
            ALL,
            sum(files, FileNumbers::lines),
            sum(files, Identities::fates)));
    checks.add(
        identity(
            "quarantined lines kept",
            ALL,
            sum(files, FileNumbers::quarantinedLines),
            sum(files, FileNumbers::quarantineRows)));
  }

  private static long fates(FileNumbers file) {
    return file.eventLines() + file.contextLines() + file.ignoredLines() + file.quarantinedLines();
  }

  private static long sum(List<FileNumbers> files, ToLongFunction<FileNumbers> number) {
    return files.stream().mapToLong(number).sum();
  }

  private void flow(String name, FlowNumbers flow) {
    checks.add(identity(name, ALL, flow.before() + flow.added() - flow.taken(), flow.after()));
  }

  private void day(DayNumbers day) {
    String scope = day.day().toString();
    checks.add(identity("attempts of no known type", scope, 0, day.unknownTypes()));
    checks.add(identity("failures without a reason", scope, 0, day.failuresWithoutReason()));
    checks.add(identity("attempts by domain", scope, day.attempts(), day.domainAttempts()));
    checks.add(identity("failures by reason", scope, day.reasonedOnce(), day.reasonEvents()));
  }

  private void episodes(NightNumbers night) {
    EpisodeNumbers last = null;
    for (EpisodeNumbers day : night.episodes()) {
      String scope = day.day().toString();
      checks.add(
          identity(
              "episodes = before + new - recovered - gone - lost",
              scope,
              day.before() + day.started() - day.ended(),
              day.open()));
      if (last != null && last.day().plusDays(1).equals(day.day())) {
        checks.add(identity("episodes before = the day before", scope, last.open(), day.before()));
      }
      last = day;
    }
    if (last != null && night.openMailboxes() >= 0) {
      checks.add(
          identity(
              "open mailboxes by domain",
              last.day().toString(),
              last.open(),
              night.openMailboxes()));
    }
  }
}
