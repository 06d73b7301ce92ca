package modori.invariance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Logs of real servers, one piece a day, and the bounces that came back.
 *
 * @param logs the days' pieces in order, by name of the log
 * @param bounces single messages
 */
record LabInput(Map<String, List<byte[]>> logs, List<Path> bounces) {
  private static final List<String> SERVERS =
      List.of("postfix", "sendmail", "exim", "opensmtpd", "courier");

  /** The logs of these servers, of the first days only. */
  static LabInput of(Path lab, List<String> servers, int days) throws IOException {
    Map<String, List<byte[]>> logs = new LinkedHashMap<>();
    List<Path> bounces = new ArrayList<>();
    for (String server : servers) {
      Path folder = lab.resolve(server + "/logs");
      List<byte[]> pieces = new ArrayList<>();
      for (Path file : rotated(folder, "mail.log")) {
        pieces.addAll(server.equals("opensmtpd") ? byDay(read(file)) : List.of(read(file)));
      }
      logs.put(server, pieces.subList(0, Math.min(days, pieces.size())));
      if (server.equals("exim")) {
        for (String name : List.of("mainlog", "rejectlog")) {
          List<byte[]> own = new ArrayList<>();
          for (Path file : rotated(folder.resolve("exim4"), name)) {
            own.add(read(file));
          }
          logs.put(name, own.subList(0, Math.min(days, own.size())));
        }
      }
      try (Stream<Path> files = Files.walk(lab.resolve(server + "/bounces/Maildir"))) {
        files.filter(Files::isRegularFile).sorted().forEach(bounces::add);
      }
    }
    return new LabInput(logs, bounces);
  }

  /** Every server and every day. */
  static LabInput all(Path lab) throws IOException {
    return of(lab, SERVERS, Integer.MAX_VALUE);
  }

  /** The same with another log. */
  LabInput with(String name, byte[] log) {
    Map<String, List<byte[]>> more = new LinkedHashMap<>(logs);
    more.put(name, byDay(log));
    return new LabInput(more, bounces);
  }

  /** The most days that a log has. */
  int days() {
    return logs.values().stream().mapToInt(List::size).max().orElse(0);
  }

  /** Lines of all logs. */
  long lines() {
    long lines = 0;
    for (List<byte[]> pieces : logs.values()) {
      for (byte[] piece : pieces) {
        for (byte one : piece) {
          lines += one == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  // logrotate's dateext names sort by age; numbered names the other way round.
  private static List<Path> rotated(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .sorted(Comparator.comparingLong(file -> age(file.getFileName().toString(), name)))
          .toList();
    }
  }

  private static long age(String file, String name) {
    String suffix = file.substring(name.length()).replaceFirst("\\.gz$", "");
    if (suffix.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long number = Long.parseLong(suffix.substring(1));
    return suffix.startsWith("-") ? number : -number;
  }

  private static byte[] read(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  // By the month and day that begin a line.
  private static List<byte[]> byDay(byte[] log) {
    Map<Integer, ByteArrayOutputStream> days = new TreeMap<>();
    String before = "";
    int day = -1;
    int from = 0;
    for (int i = 0; i < log.length; i++) {
      if (log[i] == '\n') {
        String begin = new String(log, from, Math.min(6, i - from), StandardCharsets.ISO_8859_1);
        if (!begin.equals(before)) {
          day++;
          before = begin;
        }
        days.computeIfAbsent(day, any -> new ByteArrayOutputStream())
            .write(log, from, i + 1 - from);
        from = i + 1;
      }
    }
    return new ArrayList<>(days.values().stream().map(ByteArrayOutputStream::toByteArray).toList());
  }
}
