package modori.parse.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.Dialect;
import modori.parse.JsonText;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/**
 * The log of a container: Docker's {@code {"log":"…\n","stream":"stdout","time":"…"}} or CRI's
 * {@code TIME stdout F …}. The time around a line counts, since it has a year and a zone. A long
 * line comes in parts, of which the last has the line end (Docker) or the tag {@code F} (CRI).
 */
public final class ContainerLog implements Dialect {
  private static final LineFate PART = LineFate.ignored("part of a line that goes on");
  private static final LineFate NO_ENVELOPE = LineFate.quarantined("no envelope of a container");
  private static final byte[] STDOUT = Ascii.word("stdout ");
  private static final byte[] STDERR = Ascii.word("stderr ");
  private static final int LONGEST = 1 << 20;

  private final StampClock clock;
  private final List<Dialect> inner;
  private byte[] text = new byte[1024];
  private int used;
  private boolean goesOn;
  private Dialect reader;

  /**
   * Reads lines within with these dialects.
   *
   * @param inner tried in this order, the one that read the line before first; not empty
   */
  public ContainerLog(StampClock clock, List<Dialect> inner) {
    this.clock = clock;
    this.inner = List.copyOf(inner);
    this.reader = inner.get(0);
  }

  @Override
  public String name() {
    return "container";
  }

  @Override
  public String mta() {
    return reader.mta();
  }

  @Override
  public boolean more(LogEvent event) {
    return reader.more(event);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    if (!goesOn) {
      used = 0;
    }
    long time = JsonText.isObject(line.bytes, line.from, line.to) ? docker(line) : cri(line);
    if (time == LogLine.NO_TIME) {
      goesOn = false;
      return NO_ENVELOPE;
    }
    line.timeMicros = time;
    return goesOn ? PART : within(line, event, time);
  }

  private LineFate within(LogLine line, LogEvent event, long time) {
    byte[] whole = line.bytes;
    int wholeFrom = line.from;
    int wholeTo = line.to;
    int end = used > 0 && text[used - 1] == '\r' ? used - 1 : used;
    line.set(text, 0, end);
    LineFate fate = reader.parse(line, event);
    for (int i = 0; i < inner.size() && fate.kind() == LineFate.Kind.QUARANTINED; i++) {
      if (inner.get(i) != reader) {
        line.set(text, 0, end);
        LineFate other = inner.get(i).parse(line, event);
        if (other.kind() != LineFate.Kind.QUARANTINED) {
          reader = inner.get(i);
          fate = other;
        }
      }
    }
    if (fate.kind() == LineFate.Kind.QUARANTINED) {
      line.set(whole, wholeFrom, wholeTo);
    }
    line.timeMicros = time;
    return fate;
  }

  // 2026-12-24T08:10:10.123456789+09:00 stdout F text
  private long cri(LogLine line) {
    byte[] b = line.bytes;
    long time = clock.rfc3339(b, line.from, line.to);
    int at = clock.end() + 1;
    boolean stream =
        time != StampClock.NONE
            && (Ascii.startsWith(b, at, line.to, STDOUT)
                || Ascii.startsWith(b, at, line.to, STDERR));
    int tag = at + STDOUT.length;
    if (!stream || tag >= line.to || b[tag] != 'F' && b[tag] != 'P') {
      return LogLine.NO_TIME;
    }
    goesOn = b[tag] == 'P';
    add(b, Math.min(tag + 2, line.to), line.to);
    return time;
  }

  private long docker(LogLine line) {
    String log = null;
    String stamp = null;
    try (JsonParser json = JsonText.open(line.bytes, line.from, line.to)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "log" -> log = JsonText.text(json);
          case "time" -> stamp = JsonText.text(json);
          default -> json.skipChildren();
        }
      }
    } catch (IOException broken) {
      return LogLine.NO_TIME;
    }
    long time = JsonText.micros(clock, stamp);
    if (log == null || time == LogLine.NO_TIME) {
      return LogLine.NO_TIME;
    }
    goesOn = !log.endsWith("\n");
    byte[] utf8 = log.getBytes(StandardCharsets.UTF_8);
    add(utf8, 0, goesOn ? utf8.length : utf8.length - 1);
    return time;
  }

  private void add(byte[] b, int from, int to) {
    int length = Math.min(to - from, LONGEST - used);
    if (length <= 0) {
      return;
    }
    if (text.length - used < length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, used + length));
    }
    System.arraycopy(b, from, text, used, length);
    used += length;
  }
}
