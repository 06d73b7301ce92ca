package modori.invariance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A PostgreSQL of its own on this machine's loopback, whose only user logs in by password. */
final class PostgresServer implements AutoCloseable {
  static final String USER = "modori";
  static final String PASSWORD = "correct,horse battery=staple";

  private static final String HOST = "127.0.0.1";
  private static final String NOBODY = "nobody";

  private final Path folder;
  private final Process process;
  private final int port;

  /** Unpacks and starts it. */
  PostgresServer() throws IOException, InterruptedException {
    // A server that root has started goes on as nobody, who must come to the folder.
    this.folder =
        Files.createTempDirectory(
            "modori-postgres-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    unpack(folder);
    Path home = Files.createDirectory(folder.resolve("home"));
    Path secret = Files.writeString(home.resolve("secret"), PASSWORD + "\n");
    if (isRoot()) {
      var nobody =
          home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
      Files.setOwner(home, nobody);
      Files.setOwner(secret, nobody);
    }
    Path data = home.resolve("data");
    Process made =
        start(
            "initdb",
            "--pgdata=" + data,
            "--username=" + USER,
            "--pwfile=" + secret,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync");
    if (made.waitFor() != 0) {
      throw new IOException("initdb: " + log("initdb"));
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      this.port = socket.getLocalPort();
    }
    this.process =
        start(
            "postgres",
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=" + HOST,
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off");
    await();
  }

  String url() {
    return "jdbc:postgresql://" + HOST + ":" + port + "/postgres";
  }

  /** A connection of the only user. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, PASSWORD);
  }

  private void await() throws IOException, InterruptedException {
    long until = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try (Connection connection = connect()) {
        return;
      } catch (SQLException notYet) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
          throw new IOException("PostgreSQL does not answer: " + log("postgres"), notYet);
        }
      }
    }
  }

  private Process start(String program, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups"));
    }
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(program + ".log").toFile())
        .start();
  }

  private String log(String program) throws IOException {
    return Files.readString(folder.resolve(program + ".log"), StandardCharsets.UTF_8);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void unpack(Path folder) throws IOException {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    try (InputStream packed =
            PostgresServer.class.getResourceAsStream("/postgres-linux-" + processor + ".txz");
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path place = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(place);
          continue;
        }
        Files.createDirectories(place.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, place);
          boolean program = (entry.getMode() & 0b001_000_000) != 0;
          Files.setPosixFilePermissions(
              place, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    // SIGQUIT: at once, whoever is connected.
    new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().onExit().join();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
