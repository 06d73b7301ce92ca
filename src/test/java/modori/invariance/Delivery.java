package modori.invariance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** How the same bytes come to the machine; before each night files lie there as they would. */
enum Delivery {
  /** A file a day; a night finds some more of them. */
  IN_ORDER {
    @Override
    void log(Path folder, String name, List<byte[]> days, int from, int to, Random random)
        throws IOException {
      for (int day = from; day < to; day++) {
        Files.write(folder.resolve(name + "-" + (100 + day) + ".log"), days.get(day));
      }
    }
  },

  /** The same, later days before earlier ones. */
  SHUFFLED {
    @Override
    void log(Path folder, String name, List<byte[]> days, int from, int to, Random random)
        throws IOException {
      List<byte[]> shuffled = new ArrayList<>(days);
      Collections.shuffle(shuffled, new Random(name.hashCode()));
      IN_ORDER.log(folder, name, shuffled, from, to, random);
    }
  },

  /** Every file a second time, packed: on the same night or the next. */
  TWICE {
    @Override
    void log(Path folder, String name, List<byte[]> days, int from, int to, Random random)
        throws IOException {
      IN_ORDER.log(folder, name, days, from, to, random);
      for (int day = Math.max(0, from - 1); day < to - 1; day++) {
        pack(folder.resolve("copy-of-" + name + "-" + day + ".gz"), days.get(day));
      }
      if (to == days.size() && to > 0) {
        pack(folder.resolve("copy-of-" + name + "-" + (to - 1) + ".gz"), days.get(to - 1));
      }
    }
  },

  /** One file that grows, cut at any byte when a night comes. */
  CUT {
    @Override
    void log(Path folder, String name, List<byte[]> days, int from, int to, Random random)
        throws IOException {
      byte[] all = concat(days, 0, days.size());
      int begin = concat(days, 0, from).length;
      int end = concat(days, 0, to).length;
      int cut = to == days.size() || end == begin ? end : begin + random.nextInt(end - begin);
      Files.write(folder.resolve(name + ".log"), Arrays.copyOf(all, cut));
    }
  },

  /** Rotated between nights: name, name.1, name.2.gz and so on. */
  ROTATED {
    @Override
    void log(Path folder, String name, List<byte[]> days, int from, int to, Random random)
        throws IOException {
      clear(folder, name + ".log");
      for (int day = 0; day < to; day++) {
        int age = to - 1 - day;
        Path file = folder.resolve(name + ".log" + (age == 0 ? "" : "." + age));
        if (age > 1) {
          pack(Path.of(file + ".gz"), days.get(day));
        } else {
          Files.write(file, days.get(day));
        }
      }
    }
  },

  /** The night comes in the middle of a day; then the file is copied away and emptied in place. */
  COPY_TRUNCATED {
    @Override
    void log(Path folder, String name, List<byte[]> days, int from, int to, Random random)
        throws IOException {
      clear(folder, name + ".log");
      for (int day = 0; day < to; day++) {
        byte[] content = days.get(day);
        boolean current = day == to - 1 && to < days.size();
        Files.write(
            folder.resolve(name + ".log" + (day == to - 1 ? "" : "." + (to - 1 - day))),
            current ? Arrays.copyOf(content, Math.max(1, content.length / 2)) : content);
      }
    }
  };

  /**
   * Lays one log out.
   *
   * @param from the first day that earlier nights have not seen
   * @param to behind the last day that this night sees
   */
  abstract void log(Path folder, String name, List<byte[]> days, int from, int to, Random random)
      throws IOException;

  /** Lays all logs out for night {@code night} of {@code nights}, counted from 0. */
  void logs(Path folder, LabInput input, int night, int nights, Random random) throws IOException {
    for (var log : input.logs().entrySet()) {
      int days = log.getValue().size();
      log(
          folder,
          log.getKey(),
          log.getValue(),
          days * night / nights,
          days * (night + 1) / nights,
          random);
    }
  }

  private static void clear(Path folder, String name) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(name)) {
          Files.delete(file);
        }
      }
    }
  }

  private static byte[] concat(List<byte[]> days, int from, int to) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    days.subList(from, to).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static void pack(Path file, byte[] content) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
  }
}
