package modori.parse.postfix;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/** Makes lines for the parser and renders its answers. */
final class Lines {
  /** The last thing of an envelope is the program tag, {@code postfix/smtp[123]: }. */
  private static final Pattern TAG =
      Pattern.compile("(?:^|\\s)([A-Za-z][^\\s\\[\\]:]*)(?:\\[\\d+\\])?: ");

  private Lines() {}

  /** A line of this program with this text. */
  static LogLine of(String program, byte[] text) {
    byte[] tag = (program + ": ").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[tag.length + text.length];
    System.arraycopy(tag, 0, bytes, 0, tag.length);
    System.arraycopy(text, 0, bytes, tag.length, text.length);
    LogLine line = new LogLine();
    line.set(bytes, 0, bytes.length);
    line.programFrom = 0;
    line.programTo = tag.length - 2;
    line.textFrom = tag.length;
    return line;
  }

  static LogLine of(String program, String text) {
    return of(program, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A line of a log with any envelope; empty where it has no program tag. */
  static Optional<LogLine> ofLog(String line) {
    Matcher tag = TAG.matcher(line);
    if (!tag.find()) {
      return Optional.empty();
    }
    return Optional.of(of(tag.group(1), line.substring(tag.end())));
  }

  /** The answer in one line of text. */
  static String render(LineFate fate, LogEvent event) {
    StringBuilder out = new StringBuilder(fate.kind().name());
    if (fate.kind() == LineFate.Kind.IGNORED || fate.kind() == LineFate.Kind.QUARANTINED) {
      return out.append(": ").append(fate.detail()).toString();
    }
    out.append(' ').append(event.type());
    if (event.outcome() != null) {
      out.append(' ').append(event.outcome());
    }
    if (event.noticeKind() != null) {
      out.append(' ').append(event.noticeKind());
    }
    if (event.stage() != null) {
      out.append(" at ").append(event.stage());
    }
    for (EventFlag flag : EventFlag.values()) {
      if (event.has(flag)) {
        out.append(' ').append(flag);
      }
    }
    for (EventField field : EventField.values()) {
      if (event.has(field)) {
        out.append("\n    ").append(field).append(" = ").append(event.text(field));
      }
    }
    for (EventNumber number : EventNumber.values()) {
      if (event.has(number)) {
        out.append("\n    ").append(number).append(" = ").append(event.number(number));
      }
    }
    return out.toString();
  }
}
