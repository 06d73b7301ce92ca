package modori.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Files of this machine. */
public final class LocalFileStore implements FileStore {
  private static final long serialVersionUID = 1;
  private static final String GLOB_CHARACTERS = "*?[{";
  private static final int DEEPEST = 64;

  @Override
  public List<StoredFile> find(String pathOrGlob, Consumer<String> trouble) {
    List<StoredFile> found = new ArrayList<>();
    try {
      Path path = Path.of(withoutScheme(pathOrGlob)).toAbsolutePath().normalize();
      if (Files.exists(path)) {
        walk(path, DEEPEST, found, trouble);
        if (found.isEmpty() && Files.isDirectory(path) && Files.isReadable(path)) {
          trouble.accept("no files in " + path);
        }
      } else if (firstGlob(path.toString()) >= 0) {
        glob(path, found, trouble);
      } else {
        trouble.accept("no such file or directory: " + path);
      }
    } catch (InvalidPathException notAPath) {
      trouble.accept("not a path: " + pathOrGlob);
    }
    found.sort(Comparator.comparing(StoredFile::path));
    return found;
  }

  @Override
  public InputStream open(String path, long offsetBytes) throws IOException {
    FileChannel channel = FileChannel.open(Path.of(path), StandardOpenOption.READ);
    try {
      channel.position(offsetBytes);
      return Channels.newInputStream(channel);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static void glob(Path pattern, List<StoredFile> found, Consumer<String> trouble) {
    String text = pattern.toString();
    Path root = Path.of(text.substring(0, text.lastIndexOf('/', firstGlob(text)) + 1));
    int depth = text.contains("**") ? DEEPEST : pattern.getNameCount() - root.getNameCount();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
    List<Path> matches = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (var paths = Files.find(root, depth, (path, attributes) -> matcher.matches(path))) {
        paths.forEach(matches::add);
      } catch (IOException | UncheckedIOException failure) {
        trouble.accept("cannot search " + root + ": " + why(failure));
      }
    }
    if (matches.isEmpty()) {
      trouble.accept("nothing matches " + pattern);
    }
    for (Path match : matches) {
      walk(match, DEEPEST, found, trouble);
    }
  }

  private static void walk(Path root, int depth, List<StoredFile> found, Consumer<String> trouble) {
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isDirectory()) {
              return FileVisitResult.CONTINUE;
            }
            if (!attributes.isRegularFile()) {
              trouble.accept("not a regular file: " + file);
            } else if (!Files.isReadable(file)) {
              trouble.accept("no permission to read " + file);
            } else {
              found.add(
                  new StoredFile(
                      file.toString(),
                      attributes.size(),
                      attributes.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            trouble.accept("cannot read " + file + ": " + why(failure));
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          root, java.util.EnumSet.of(java.nio.file.FileVisitOption.FOLLOW_LINKS), depth, visitor);
    } catch (IOException failure) {
      trouble.accept("cannot read " + root + ": " + why(failure));
    }
  }

  private static String withoutScheme(String path) {
    return path.startsWith("file:") ? path.substring(5).replaceFirst("^//", "") : path;
  }

  private static int firstGlob(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (GLOB_CHARACTERS.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String why(Exception failure) {
    if (failure instanceof java.nio.file.AccessDeniedException) {
      return "no permission";
    }
    if (failure instanceof java.nio.file.FileSystemLoopException) {
      return "a link that leads back to itself";
    }
    return failure.getClass().getSimpleName()
        + (failure.getMessage() == null ? "" : " " + failure.getMessage());
  }
}
