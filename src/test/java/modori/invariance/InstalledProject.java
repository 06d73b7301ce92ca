package modori.invariance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The project as it lies on a user's machine: the launcher, the thin jar, and the class path that
 * Maven has written.
 *
 * @param root its folder
 */
record InstalledProject(Path root) {
  private static final Predicate<String> OF_MODORI =
      Pattern.compile(
              "iceberg-spark-runtime|sqlite-jdbc|commons-csv|mime4j|picocli|jspecify|angus-|jakarta.mail")
          .asPredicate();

  /** Installs it. */
  static InstalledProject in(Path folder) throws IOException {
    Path jobs = Files.createDirectories(folder.resolve("jobs"));
    Path target = Files.createDirectories(folder.resolve("target"));
    Files.copy(Path.of("jobs/modori"), jobs.resolve("modori"));
    Files.copy(Path.of("target/classpath"), target.resolve("classpath"));
    try (OutputStream out = Files.newOutputStream(target.resolve("modori-0.1.0.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      Path classes = Path.of("target/classes");
      for (Path file : files(classes)) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
    return new InstalledProject(folder);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Spark's own jars: those of the class path that an installed Spark has, too. */
  List<Path> sparkJars() throws IOException {
    return Pattern.compile(":")
        .splitAsStream(Files.readString(root.resolve("target/classpath")).strip())
        .filter(OF_MODORI.negate())
        .map(Path::of)
        .toList();
  }

  /** Writes the settings that the launcher finds by itself. */
  void configure(List<String> lines) throws IOException {
    Files.write(root.resolve("jobs/modori.conf"), lines);
  }

  /** A command under way. */
  record Running(Process process, Path out, Path err) {
    /** Waits for its end; the answer is its exit code. */
    int exitCode() {
      return process.onExit().join().exitValue();
    }

    String printed() throws IOException {
      return Files.readString(out);
    }

    String told() throws IOException {
      return Files.readString(err);
    }
  }

  /** Starts {@code jobs/modori} with these words. */
  Running start(Map<String, String> environment, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", root.resolve("jobs/modori").toString()));
    command.addAll(List.of(words));
    Path out = Files.createTempFile(root, "out", ".txt");
    Path err = Files.createTempFile(root, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MODORI_HEAP", "1g");
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }
}
