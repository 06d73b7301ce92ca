package modori.invariance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Spark standalone cluster on this machine: a master and two workers as processes of their own,
 * from the jars of the class path. Executors are processes that the workers start.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Path home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  /** Starts it without jars of its own; {@code folder} takes what workers and executors write. */
  StandaloneCluster(Path folder) throws IOException {
    this(folder, List.of());
  }

  /** Starts it with a folder of Spark's jars, as where Spark is installed. */
  StandaloneCluster(Path folder, List<Path> jars) throws IOException {
    this.home = folder;
    Files.createDirectories(folder.resolve("jars"));
    for (Path jar : jars) {
      Files.createSymbolicLink(folder.resolve("jars").resolve(jar.getFileName()), jar);
    }
    this.port = freePort();
    processes.add(
        start(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            HOST,
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0"));
    awaitMaster();
    for (int i = 0; i < 2; i++) {
      processes.add(
          start(
              "worker" + i,
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              HOST,
              "--cores",
              "1",
              "--memory",
              "1g",
              "--webui-port",
              "0",
              "--work-dir",
              folder.resolve("work" + i).toString(),
              master()));
    }
  }

  String master() {
    return "spark://" + HOST + ":" + port;
  }

  /** What a driver has to set: two executors of one core each. */
  Map<String, String> settings() {
    return Map.of(
        "spark.executor.extraClassPath",
        CLASS_PATH,
        "spark.executor.cores",
        "1",
        "spark.executor.memory",
        "800m",
        "spark.cores.max",
        "2");
  }

  /** The executors' processes: the workers' children. */
  List<ProcessHandle> executors() {
    return processes.stream().skip(1).flatMap(worker -> worker.toHandle().children()).toList();
  }

  private Process start(String name, String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx256m", "-cp", CLASS_PATH, mainClass));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    return builder.start();
  }

  // The master answers as soon as its port takes connections.
  private void awaitMaster() throws IOException {
    long until = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getByName(HOST), port), 1000);
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > until || !processes.get(0).isAlive()) {
          throw new IOException("the master does not answer: " + logs(), notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Where Spark is installed for workers and executors. */
  Path home() {
    return home;
  }

  /** How many executors the workers have started so far. */
  long executorsStarted() throws IOException {
    try (var files = Files.walk(home)) {
      return files.filter(path -> path.endsWith("stderr")).count();
    }
  }

  /** How many tasks the executors say that they have ended. */
  long tasksEnded() throws IOException {
    return logs().lines().filter(line -> line.contains(" Finished task ")).count();
  }

  /** What master and workers have printed, for whoever looks for a cause. */
  String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(home)) {
      for (Path file :
          files
              .filter(
                  path -> path.toString().endsWith(".log") || path.toString().endsWith("stderr"))
              .toList()) {
        all.append("\n== ").append(file).append('\n').append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    // Workers first: they end their executors.
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).destroy();
    }
    for (Process process : processes) {
      process.onExit().join();
    }
  }
}
