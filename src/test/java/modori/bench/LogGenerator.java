package modori.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Writes a realistic mail log of some size and beside it, in a file of the same name with {@code
 * .truth}, what has happened in it. The same arguments give the same bytes.
 *
 * <p>{@code java -cp target/test-classes modori.bench.LogGenerator postfix|sendmail MEGABYTES DAYS
 * SEED FILE}
 *
 * <p>{@code src/test/scripts/bench-night.sh --size 1000} generates a log, runs a whole night on it,
 * compares the tables with the truth and prints MB per CPU-second.
 */
public final class LogGenerator {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 2, 23);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final OutputStream out;
  private final Truth truth;
  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private final long targetBytes;
  private long order;
  private long second = -1;
  private String stamp = "";

  /** Something that happens at a time; what was planned first happens first. */
  private record Planned(double at, long order, Happening what) implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int byTime = Double.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** What happens then. */
  interface Happening {
    /** Happens at this second since the first day's begin. */
    void at(double time) throws IOException;
  }

  private LogGenerator(OutputStream out, Truth truth, long targetBytes) {
    this.out = out;
    this.truth = truth;
    this.targetBytes = targetBytes;
  }

  /** Writes a log; see above. */
  public static void main(String[] words) throws IOException {
    if (words.length != 5) {
      throw new IllegalArgumentException("postfix|sendmail MEGABYTES DAYS SEED FILE");
    }
    long bytes = Math.round(Double.parseDouble(words[1]) * 1e6);
    int days = Integer.parseInt(words[2]);
    Path file = Path.of(words[4]);
    Random random = new Random(Long.parseLong(words[3]));
    Truth truth = new Truth();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      LogGenerator log = new LogGenerator(out, truth, bytes);
      MailWorld world = new MailWorld(random, days);
      switch (words[0]) {
        case "postfix" ->
            log.run(days, PostfixStory.BYTES_PER_MESSAGE, random, new PostfixStory(log, world));
        case "sendmail" ->
            log.run(days, SendmailStory.BYTES_PER_MESSAGE, random, new SendmailStory(log, world));
        default -> throw new IllegalArgumentException("no story of " + words[0]);
      }
    }
    truth.count("last_day", FIRST_DAY.plusDays(days - 1L).toEpochDay());
    Files.writeString(Path.of(file + ".truth"), truth.text());
  }

  private void run(int days, int bytesPerMessage, Random random, Happening message)
      throws IOException {
    double end = days * 86_400.0;
    double gap = end / Math.max(1, targetBytes / bytesPerMessage);
    for (double now = 0.5; now < end; now -= gap * Math.log(1 - random.nextDouble())) {
      happen(now);
      message.at(now);
    }
    happen(end);
  }

  private void happen(double until) throws IOException {
    for (Planned next = planned.peek(); next != null && next.at() < until; next = planned.peek()) {
      planned.poll();
      next.what().at(next.at());
    }
  }

  Truth truth() {
    return truth;
  }

  void plan(double at, Happening what) {
    planned.add(new Planned(at, order++, what));
  }

  /** Writes a line of host {@code mx1} at this second. */
  void line(double time, String text) throws IOException {
    if ((long) time != second) {
      second = (long) time;
      stamp = STAMP.format(instant(time)) + " mx1 ";
    }
    byte[] bytes = (stamp + text + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    truth.count("lines", 1);
    truth.count("bytes", bytes.length);
  }

  /** Plans a line. */
  void lineAt(double time, String text) {
    plan(time, now -> line(now, text));
  }

  static Instant instant(double time) {
    return FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds((long) time);
  }
}
