package modori.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import modori.bounce.MessageFiles;
import modori.bounce.MessageStream;
import modori.ingest.FileStore;

/** Finds files of messages and cuts large mbox files into ranges. */
public final class MessageParts {
  private static final String GLOB_CHARACTERS = "*?[{";
  private static final int DEEPEST = 64;

  private final FileStore store;
  private final long rangeBytes;
  private final Consumer<String> trouble;

  /**
   * Finds parts.
   *
   * @param store reaches paths that are not this machine's, and opens all
   * @param rangeBytes how long a range of an mbox is, about
   * @param trouble is told of what cannot be read, one line each
   */
  public MessageParts(FileStore store, long rangeBytes, Consumer<String> trouble) {
    this.store = store;
    this.rangeBytes = rangeBytes;
    this.trouble = trouble;
  }

  /** Whether the path or glob leads to a file or directory. */
  static boolean leadsSomewhere(FileStore store, String pathOrGlob) {
    return InputFiles.isElsewhere(pathOrGlob)
        ? !store.find(pathOrGlob, line -> {}).isEmpty()
        : !new MessageParts(store, Long.MAX_VALUE, line -> {}).roots(pathOrGlob).isEmpty();
  }

  /** The parts under a path, directory or glob, in the order of names and ranges. */
  public List<MessagePart> find(String pathOrGlob) {
    List<MessagePart> parts = new ArrayList<>();
    if (InputFiles.isElsewhere(pathOrGlob)) {
      MessageFiles.among(store.find(pathOrGlob, trouble), pathOrGlob)
          .forEach(file -> cut(file.path(), file.sizeBytes(), parts));
      return parts;
    }
    List<Path> roots = roots(pathOrGlob);
    if (roots.isEmpty()) {
      trouble.accept("no such file or directory: " + pathOrGlob);
    }
    for (Path root : roots) {
      try {
        for (Path file : MessageFiles.list(List.of(root))) {
          cut(file, parts);
        }
      } catch (IOException failure) {
        trouble.accept(root + ": cannot be read: " + failure.getMessage());
      }
    }
    return parts;
  }

  private void cut(Path file, List<MessagePart> parts) {
    try {
      cut(file.toString(), Files.size(file), parts);
    } catch (IOException failure) {
      trouble.accept(file + ": cannot be read: " + failure.getMessage());
    }
  }

  private void cut(String file, long size, List<MessagePart> parts) {
    try {
      if (size <= rangeBytes || !isMbox(file)) {
        parts.add(new MessagePart(file, 0, Long.MAX_VALUE, size));
        return;
      }
      for (long from = 0; from < size; from += rangeBytes) {
        long to = size - from <= rangeBytes ? Long.MAX_VALUE : from + rangeBytes;
        parts.add(new MessagePart(file, from, to, Math.min(rangeBytes, size - from)));
      }
    } catch (IOException failure) {
      trouble.accept(file + ": cannot be read: " + failure.getMessage());
    }
  }

  private boolean isMbox(String file) throws IOException {
    try (InputStream bytes = store.open(file, 0)) {
      return MessageStream.isPlainMbox(bytes);
    }
  }

  private List<Path> roots(String pathOrGlob) {
    try {
      String text = pathOrGlob.startsWith("file:") ? pathOrGlob.substring(5) : pathOrGlob;
      Path path = Path.of(text.replaceFirst("^//+", "/")).toAbsolutePath().normalize();
      return Files.exists(path) ? List.of(path) : matches(path);
    } catch (InvalidPathException notAPath) {
      return List.of();
    }
  }

  private List<Path> matches(Path pattern) {
    String text = pattern.toString();
    int glob = 0;
    while (glob < text.length() && GLOB_CHARACTERS.indexOf(text.charAt(glob)) < 0) {
      glob++;
    }
    Path folder = Path.of(text.substring(0, text.lastIndexOf('/', glob) + 1));
    if (glob == text.length() || !Files.isDirectory(folder)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
    int depth = text.contains("**") ? DEEPEST : pattern.getNameCount() - folder.getNameCount();
    try (Stream<Path> found =
        Files.find(folder, depth, (path, attributes) -> matcher.matches(path))) {
      return found.sorted().toList();
    } catch (IOException | UncheckedIOException failure) {
      trouble.accept(folder + ": cannot be searched: " + failure.getMessage());
      return List.of();
    }
  }
}
