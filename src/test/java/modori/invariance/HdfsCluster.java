package modori.invariance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A name node and a data node of HDFS in a process of their own, on this machine's loopback. */
final class HdfsCluster implements AutoCloseable {
  private static final Path SERVERS = Path.of("target/minicluster");

  private final Process process;
  private final Path log;
  private final int port;

  /** Starts them; they lay their files into the folder. */
  HdfsCluster(Path folder) throws IOException, InterruptedException {
    Path details = folder.resolve("details.json");
    this.log = folder.resolve("hdfs.log");
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                SERVERS.toAbsolutePath() + "/*:" + Files.readString(Path.of("target/classpath")),
                "org.apache.hadoop.test.MiniDFSClusterManager",
                "-datanodes",
                "1",
                "-format",
                "-writeDetails",
                details.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    this.port = awaitPort(details);
  }

  /** The root of its files, without a slash at the end. */
  String uri() {
    return "hdfs://127.0.0.1:" + port;
  }

  // The file is written when all nodes run.
  private int awaitPort(Path details) throws IOException, InterruptedException {
    long until = System.nanoTime() + 90_000_000_000L;
    while (true) {
      if (Files.exists(details) && Files.readString(details).endsWith("}")) {
        return new ObjectMapper().readTree(details.toFile()).path("namenode_port").asInt();
      }
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
        throw new IOException("HDFS does not start: " + Files.readString(log));
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
