package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command answers when it is typed. */
record Answer(int exitCode, String out, String err) {
  /** The same, which has told one clear line of trouble. */
  Answer oneLine(int expected, String... parts) {
    assertThat(exitCode).as(err).isEqualTo(expected);
    assertThat(err.lines().toList()).as(err).hasSize(1);
    assertThat(err).startsWith("modori: ").contains(parts).doesNotContain("Exception");
    return this;
  }

  /** Runs a command in this process. */
  static Answer modori(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printedOut = new ByteArrayOutputStream();
    ByteArrayOutputStream printedErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printedOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(printedErr, true, StandardCharsets.UTF_8));
      int exitCode = Modori.run(arguments);
      return new Answer(
          exitCode,
          printedOut.toString(StandardCharsets.UTF_8),
          printedErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
