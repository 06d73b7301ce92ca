package modori.jobs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command has answered, run as from a shell. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printedOut = new ByteArrayOutputStream();
    ByteArrayOutputStream printedErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printedOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(printedErr, true, StandardCharsets.UTF_8));
      int exitCode = Modori.run(arguments);
      return new CommandRun(
          exitCode,
          printedOut.toString(StandardCharsets.UTF_8),
          printedErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
