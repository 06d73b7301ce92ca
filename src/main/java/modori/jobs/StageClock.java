package modori.jobs;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import modori.spark.pipeline.Progress;

/**
 * Tells at the end what each step of a night has taken: CPU seconds of the whole process and
 * seconds by the clock. The first step, {@code start}, is what came before the night.
 */
final class StageClock implements Progress {
  private final Progress next;
  private final PrintWriter err;
  private final List<Step> steps = new ArrayList<>();
  private String name = "start";
  private long cpuNanos;
  private long wallMillis = ManagementFactory.getRuntimeMXBean().getStartTime();

  private record Step(String name, double cpuSeconds, double wallSeconds) {}

  /** A clock that tells another of the steps, too. */
  StageClock(Progress next, PrintWriter err) {
    this.next = next;
    this.err = err;
  }

  @Override
  public void step(String newName) {
    end();
    name = newName;
    next.step(newName);
  }

  @Override
  public void read(long bytes, long totalBytes) {
    next.read(bytes, totalBytes);
  }

  @Override
  public void note(String line) {
    next.note(line);
  }

  @Override
  public void done() {
    end();
    next.done();
    double all = steps.stream().mapToDouble(Step::cpuSeconds).sum();
    for (Step step : steps) {
      err.printf(
          Locale.ROOT,
          "modori: %-8s %7.1f CPU-s %5.1f %% %7.1f s%n",
          step.name(),
          step.cpuSeconds(),
          100 * step.cpuSeconds() / Math.max(all, 1e-9),
          step.wallSeconds());
    }
    err.flush();
  }

  private void end() {
    long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    long wall = System.currentTimeMillis();
    steps.add(new Step(name, (cpu - cpuNanos) / 1e9, (wall - wallMillis) / 1e3));
    cpuNanos = cpu;
    wallMillis = wall;
  }
}
