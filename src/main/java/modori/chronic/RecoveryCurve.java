package modori.chronic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The share of episodes that still go on after so many days (Kaplan and Meier, JASA 53, 1958).
 *
 * <p>A recovery is the event. An open or lost episode is censored at its last refusal. A mailbox
 * that is gone can never recover: it stays in the base for ever, so that it never makes recovery
 * look quicker.
 *
 * @param episodes how many there are
 * @param recoveries how many of them recovered
 * @param steps where the share falls, in order of time
 */
public record RecoveryCurve(int episodes, int recoveries, List<Step> steps)
    implements java.io.Serializable {
  private static final double SECONDS_PER_DAY = 86_400;

  /**
   * A fall of the curve.
   *
   * @param days after the first refusal
   * @param atRisk episodes known to go on until then
   * @param share of episodes that go on beyond
   * @param greenwood the sum of Greenwood's formula up to here, for the interval
   */
  public record Step(double days, int atRisk, double share, double greenwood)
      implements java.io.Serializable {}

  /** Copies the steps. */
  public RecoveryCurve {
    steps = List.copyOf(steps);
  }

  /** The curve of these episodes. */
  public static RecoveryCurve of(Collection<Episode> episodes) {
    TreeMap<Double, int[]> ends = new TreeMap<>();
    for (Episode episode : episodes) {
      int[] recoveredAndCensored = ends.computeIfAbsent(days(episode), d -> new int[2]);
      recoveredAndCensored[episode.status() == EpisodeStatus.RECOVERED ? 0 : 1]++;
    }
    int atRisk = episodes.size();
    int recoveries = 0;
    double share = 1;
    double greenwood = 0;
    List<Step> steps = new ArrayList<>();
    for (var end : ends.entrySet()) {
      int recovered = end.getValue()[0];
      if (recovered > 0) {
        share *= (double) (atRisk - recovered) / atRisk;
        greenwood += (double) recovered / ((double) atRisk * (atRisk - recovered));
        steps.add(new Step(end.getKey(), atRisk, share, greenwood));
        recoveries += recovered;
      }
      atRisk -= recovered + end.getValue()[1];
    }
    return new RecoveryCurve(episodes.size(), recoveries, steps);
  }

  /** Episodes that are known to go on so many days after their first refusal, or longer. */
  public static int atRisk(Collection<Episode> episodes, double days) {
    return (int) episodes.stream().filter(episode -> days(episode) >= days).count();
  }

  /** After so many days half of the episodes have recovered; empty where that is not reached. */
  public OptionalDouble medianDays() {
    for (Step step : steps) {
      if (step.share() <= 0.5) {
        return OptionalDouble.of(step.days());
      }
    }
    return OptionalDouble.empty();
  }

  /** Share of the episodes that recovered within so many days. */
  public double recoveredWithin(double days) {
    return 1 - last(days).share();
  }

  /**
   * The interval of 95 percent of {@link #recoveredWithin}, on the log-log scale (Kalbfleisch and
   * Prentice), so that it stays within 0 and 1.
   */
  public Interval recoveredWithinInterval(double days) {
    Step step = last(days);
    double share = step.share();
    if (share <= 0 || share >= 1) {
      return new Share(share <= 0 ? episodes : 0, episodes).wilson();
    }
    double logShare = Math.log(share);
    double half = Share.Z * Math.sqrt(step.greenwood()) / Math.abs(logShare);
    return new Interval(
        1 - Math.exp(logShare * Math.exp(-half)), 1 - Math.exp(logShare * Math.exp(half)));
  }

  private Step last(double days) {
    Step last = new Step(0, episodes, 1, 0);
    for (Step step : steps) {
      if (step.days() > days) {
        break;
      }
      last = step;
    }
    return last;
  }

  private static double days(Episode episode) {
    return switch (episode.status()) {
      case RECOVERED -> between(episode);
      case GONE -> Double.POSITIVE_INFINITY;
      case OPEN, LOST -> episode.atLeast().toSeconds() / SECONDS_PER_DAY;
    };
  }

  private static double between(Episode episode) {
    Duration full = Duration.between(episode.firstFull(), episode.recoveredAt());
    return full.toSeconds() / SECONDS_PER_DAY;
  }
}
