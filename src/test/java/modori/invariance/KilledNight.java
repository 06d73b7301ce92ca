package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A night, or another command, as a process of its own, which can be killed. */
final class KilledNight {
  private final Process process;
  private final StringBuilder told = new StringBuilder();
  private final Thread reader;

  private KilledNight(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "what the night tells");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the command {@code nightly}; its bar tells the step that it is at. */
  static KilledNight start(Path warehouse, Path logs, Path bounces, LocalDate asOf)
      throws IOException {
    return start(warehouse, night(warehouse, logs, bounces, asOf));
  }

  /** Starts any command. */
  static KilledNight start(Path warehouse, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens")) {
        command.add(argument);
      }
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dmodori.terminal=true",
            "-cp",
            System.getProperty("java.class.path"),
            "modori.jobs.Modori"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .directory(warehouse.getParent().toFile())
            .start();
    return new KilledNight(process);
  }

  /** Runs any command until a point, and kills it there with SIGKILL. */
  static void killAt(StoppingCatalog.Point point, Path warehouse, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> stopping = new ArrayList<>(arguments);
    stopping.addAll(List.of("--catalog", point.catalog(warehouse)));
    KilledNight command = start(warehouse, stopping);
    assertThat(command.isToldOf(point.told())).as(point + "\n" + command.told()).isTrue();
    command.process.destroyForcibly().waitFor();
  }

  /** The words of a night. */
  static List<String> night(Path warehouse, Path logs, Path bounces, LocalDate asOf) {
    return List.of(
        "nightly",
        "--logs",
        logs.toString(),
        "--bounces",
        bounces.toString(),
        "--warehouse",
        warehouse.toString(),
        "--as-of",
        asOf.toString(),
        "--zone",
        Nights.ZONE.getId());
  }

  private void read() {
    byte[] block = new byte[4096];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(block); n > 0; n = in.read(block)) {
        synchronized (told) {
          told.append(new String(block, 0, n, StandardCharsets.UTF_8));
          told.notifyAll();
        }
      }
    } catch (IOException gone) {
      synchronized (told) {
        told.append("[no more can be read]");
      }
    }
  }

  /** Waits until the night has come to a step, or has ended. */
  void awaitStep(String step) throws InterruptedException {
    isToldOf("] " + step);
  }

  private boolean isToldOf(String words) throws InterruptedException {
    synchronized (told) {
      while (process.isAlive() && told.indexOf(words) < 0) {
        told.wait(20);
      }
      return told.indexOf(words) >= 0;
    }
  }

  /** Kills it after so long, with SIGKILL; whether it was still at work. */
  boolean killAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly().waitFor();
    return true;
  }

  /** Tells it to end after so long, with SIGTERM; the exit code. */
  int terminateAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      // Process.destroy would also close the pipe that the last words come through.
      process.toHandle().destroy();
    }
    return await();
  }

  /** Waits for its end; the exit code. */
  int await() throws InterruptedException {
    int exitCode = process.waitFor();
    reader.join();
    return exitCode;
  }

  /** What it has printed. */
  String told() {
    synchronized (told) {
      return told.toString();
    }
  }
}
