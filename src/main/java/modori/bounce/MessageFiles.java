package modori.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import modori.ingest.StoredFile;

/** Finds the files that hold messages: files, directories, Maildirs. */
public final class MessageFiles {
  private MessageFiles() {}

  /**
   * The files under the paths, sorted by name within each; of a Maildir only {@code new} and {@code
   * cur} (maildir(5)), hidden files never.
   *
   * @throws IOException if a path does not exist or cannot be listed
   */
  public static List<Path> list(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(path, new Collector(path, found));
        Collections.sort(found);
        files.addAll(found);
      } else if (Files.isReadable(path)) {
        files.add(path);
      } else {
        throw new IOException(path + " cannot be read; give a file or a directory of messages");
      }
    }
    return files;
  }

  /**
   * Those of found files that hold messages, by the same rules as far as names tell them: a folder
   * is a Maildir where a file lies in its {@code new} or {@code cur}.
   *
   * @param given the path or glob by which they were found: what it names itself is never hidden
   */
  public static List<StoredFile> among(List<StoredFile> found, String given) {
    Set<String> maildirs = new HashSet<>();
    for (StoredFile file : found) {
      String folder = parent(file.path());
      if (folder.endsWith("/new") || folder.endsWith("/cur")) {
        maildirs.add(parent(folder));
      }
    }
    return found.stream().filter(file -> isMessage(file.path(), maildirs, given)).toList();
  }

  private static boolean isMessage(String path, Set<String> maildirs, String given) {
    String folder = parent(path);
    boolean unfinished = folder.endsWith("/tmp") && maildirs.contains(parent(folder));
    if (unfinished || maildirs.contains(folder)) {
      return false;
    }
    for (String part = path; part.indexOf('/') >= 0; part = parent(part)) {
      String name = part.substring(part.lastIndexOf('/') + 1);
      if (name.startsWith(".") && !maildirs.contains(part) && !given.contains("/" + name)) {
        return false;
      }
    }
    return true;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Opens one file. */
  public static MessageStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return MessageStream.of(file.toString(), bytes);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> found;

    Collector(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = isHidden(folder) && !isMaildir(folder) && !folder.equals(root);
      boolean unfinished = named(folder, "tmp") && inMaildir(folder);
      return hidden || unfinished ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Path folder = file.getParent();
      boolean index = folder != null && isMaildir(folder);
      if (attributes.isRegularFile() && !isHidden(file) && !index) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
      Path name = path.getFileName();
      return name != null && name.toString().startsWith(".") && name.toString().length() > 2;
    }

    private static boolean named(Path path, String text) {
      Path name = path.getFileName();
      return name != null && name.toString().equals(text);
    }

    private static boolean inMaildir(Path folder) {
      Path parent = folder.getParent();
      return parent != null && isMaildir(parent);
    }

    private static boolean isMaildir(Path folder) {
      return Files.isDirectory(folder.resolve("new")) && Files.isDirectory(folder.resolve("cur"));
    }
  }
}
