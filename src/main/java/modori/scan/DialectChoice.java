package modori.scan;

import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import modori.ingest.FileHead;

/**
 * Which dialect a file is read in: the first rule whose glob fits its path or name, else what its
 * begin tells.
 *
 * @param rules in the order in which they are tried
 */
public record DialectChoice(List<Rule> rules) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Files whose dialect somebody has named.
   *
   * @param glob as of {@link java.nio.file.FileSystem#getPathMatcher}; without a slash it is
   *     compared with the file's name only
   * @param dialect one of {@link Dialects#names}
   */
  public record Rule(String glob, String dialect) implements Serializable {
    private static final long serialVersionUID = 1;

    boolean fits(String path) {
      Path whole = Path.of(path);
      Path name = whole.getFileName();
      Path compared = glob.indexOf('/') >= 0 || name == null ? whole : name;
      return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(compared);
    }
  }

  /** Copies. */
  public DialectChoice {
    rules = List.copyOf(rules);
  }

  /** No file's dialect is named. */
  public static DialectChoice byContent() {
    return new DialectChoice(List.of());
  }

  /**
   * Rules as options write them: {@code GLOB=NAME}, or {@code NAME} alone for all files.
   *
   * @throws IllegalArgumentException where one is not of that form; the message says in one line
   *     how to write it
   */
  public static DialectChoice of(List<String> options) {
    List<Rule> rules = new ArrayList<>();
    for (String option : options) {
      int equals = option.lastIndexOf('=');
      Rule rule =
          new Rule(equals < 0 ? "*" : option.substring(0, equals), option.substring(equals + 1));
      if (!Dialects.names().contains(rule.dialect())) {
        throw new IllegalArgumentException(
            option + ": write it as GLOB=NAME, with one of " + String.join(", ", Dialects.names()));
      }
      try {
        rule.fits("x");
      } catch (PatternSyntaxException broken) {
        throw new IllegalArgumentException(
            option + ": no glob: " + broken.getDescription(), broken);
      }
      rules.add(rule);
    }
    return new DialectChoice(rules);
  }

  /** The name of the dialect; empty where no rule fits and the begin is of no known log. */
  public String dialect(String path, FileHead head, ZoneId zone, Instant bound) {
    for (Rule rule : rules) {
      if (rule.fits(path)) {
        return rule.dialect();
      }
    }
    return DialectDetector.detect(head, zone, bound);
  }
}
