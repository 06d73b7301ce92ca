package modori.jobs;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import modori.classify.Language;
import modori.mail.MailAddress;
import modori.spark.pipeline.ExitCode;

/** The file that tells who reads the report of which domain: {@code domain address [en|ja]}. */
final class MailDomains {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  private MailDomains() {}

  /** A reader of one domain's report. */
  record Reader(String domain, InternetAddress address, Language language) {}

  /** Reads the file; a mistake names its line. */
  static List<Reader> read(Path file, Language unlessTold) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UserMistake(ExitCode.USAGE, "--mail-domains " + file + ": no such file");
    }
    List<Reader> readers = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        readers.add(reader(line.split("\\s+"), unlessTold, file + ", line " + (i + 1)));
      }
    }
    return readers;
  }

  private static Reader reader(String[] words, Language unlessTold, String where) {
    String domain = MailAddress.of("x@" + words[0]).domain();
    if (words.length < 2 || words.length > 3 || !NAME.matcher(domain).matches()) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          where + ": write a domain, an address and, if you like, en or ja");
    }
    Language language = words.length < 3 ? unlessTold : language(words[2], where);
    return new Reader(domain, address(words[1], where), language);
  }

  private static Language language(String word, String where) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "en" -> Language.ENGLISH;
      case "ja" -> Language.JAPANESE;
      default ->
          throw new UserMistake(
              ExitCode.BAD_CONFIGURATION, where + ": " + word + ": only en and ja are known");
    };
  }

  /** Reads one address. */
  static InternetAddress address(String text, String where) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      if (address.getAddress().indexOf('@') < 0) {
        throw new AddressException("no domain");
      }
      return address;
    } catch (AddressException wrong) {
      throw new UserMistake(ExitCode.USAGE, where + ": " + text + " is not a mail address");
    }
  }
}
