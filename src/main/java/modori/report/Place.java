package modori.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where a page lies in the folder of a report, and how it reaches the others.
 *
 * @param root the way to the top of the folder, empty or ending with a slash
 * @param home the way to the folder of the page's language
 * @param other the same page in the other language
 */
record Place(String root, String home, String other) {
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,120}");

  /** The first page. */
  static Place index(String folder, String otherFolder) {
    String root = folder.isEmpty() ? "" : "../";
    return new Place(root, "", root + otherFolder + "index.html");
  }

  /** The page of a domain. */
  static Place domain(String domain, String folder, String otherFolder) {
    String root = folder.isEmpty() ? "../" : "../../";
    return new Place(root, "../", root + otherFolder + domainFile(domain));
  }

  /**
   * The file of a domain's page within its language's folder; strangers choose names, so that not
   * every one can be a file's. The first letters keep it apart from names that Windows reserves.
   */
  static String domainFile(String domain) {
    String name = domain.toLowerCase(Locale.ROOT);
    return "domains/at-"
        + (PLAIN_NAME.matcher(name).matches()
            ? name
            : DigestUtils.sha256Hex(name.getBytes(StandardCharsets.UTF_8)).substring(0, 16))
        + ".html";
  }
}
