package modori.spark.pipeline;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import modori.correlate.ContentKey;
import modori.mail.MailAddress;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A mailbox that is to be forgotten: how texts name it, and the stand-in that takes its place. The
 * stand-in is drawn by lot and kept nowhere beside the tables, so nobody finds out by trying
 * addresses whom it stands for.
 */
final class ForgottenMailbox {
  private static final String TAG = "(?:\\+[^@\\s<>,;:\"'()=%]*)?";

  private final MailAddress mailbox;
  private final MailAddress standIn;
  private final String forward;
  private final String backward;
  private final String bare;

  private ForgottenMailbox(MailAddress mailbox, MailAddress standIn) {
    this.mailbox = mailbox;
    this.standIn = standIn;
    String local = Pattern.quote(mailbox.local());
    String domain = Pattern.quote(mailbox.domain());
    String spoken = IDN.toUnicode(mailbox.domain());
    if (!spoken.equals(mailbox.domain())) {
      domain = "(?:" + domain + "|" + Pattern.quote(spoken) + ")";
    }
    String end = "(?!\\.?[\\p{Alnum}_-])";
    // As it is; in another's reverse-path (bounce-local=domain@list); behind a relay's %; in a URL.
    forward =
        "(?iu)(?:(?<![\\p{Alnum}_.+-])|(?<=[-+]|%40)(?=[^@\\s]*=))\"?"
            + local
            + TAG
            + "\"?(@|%40|=|%)"
            + domain
            + end;
    // Sender Rewriting Scheme (SRS0=hash=tt=domain=local) and bang paths.
    backward =
        "(?iu)(?<![\\p{Alnum}_.-])" + domain + "([=!])" + local + TAG + "(?![\\p{Alnum}_.-])";
    bare = "(?iu)(?<![\\p{Alnum}_.@+-])" + local + TAG + "(?![\\p{Alnum}_@=-]|\\.\\p{Alnum})";
  }

  /**
   * The mailbox behind an address, with a new stand-in in the same domain.
   *
   * @throws IllegalArgumentException where local part or domain is missing
   */
  static ForgottenMailbox of(String address) {
    MailAddress mailbox = MailAddress.of(address).mailbox();
    if (mailbox.local().isEmpty() || mailbox.domain().isEmpty()) {
      throw new IllegalArgumentException("not an address with local part and domain");
    }
    byte[] lot = new byte[8];
    new SecureRandom().nextBytes(lot);
    String name = "forgotten-" + HexFormat.of().formatHex(lot);
    return new ForgottenMailbox(mailbox, new MailAddress(name, mailbox.domain()));
  }

  /** SHA-256 of the address in lower case without sub-address, hexadecimal. */
  String sha256() {
    return DigestUtils.sha256Hex(
        mailbox.text().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  String mailboxKey() {
    return ContentKey.ofMailbox(mailbox);
  }

  String standInKey() {
    return ContentKey.ofMailbox(standIn);
  }

  /** Its local part in lower case. */
  String local() {
    return mailbox.local();
  }

  String standInLocal() {
    return standIn.local();
  }

  /** Finds the address in a text, in any of its forms. */
  Pattern anywhere() {
    return Pattern.compile(forward + "|" + backward);
  }

  /** Whether a text names the address. */
  boolean isNamedBy(String text) {
    return anywhere().matcher(text).find();
  }

  /** The text with the stand-in for the address. */
  String without(String text) {
    return text.replaceAll(forward, standIn.local() + "$1" + standIn.domain())
        .replaceAll(backward, standIn.domain() + "$1" + standIn.local());
  }

  /** SQL that does to a column what {@link #without} does to a text. */
  String sqlWithout(String column) {
    return replaced(
        replaced(column, forward, standIn.local() + "$1" + standIn.domain()),
        backward,
        standIn.domain() + "$1" + standIn.local());
  }

  /** The same where a text is known to be about the mailbox: its local part alone goes too. */
  String sqlWithoutBare(String column) {
    return replaced(sqlWithout(column), bare, standIn.local());
  }

  private static String replaced(String sql, String pattern, String by) {
    return "regexp_replace(" + sql + ", " + literal(pattern) + ", " + literal(by) + ")";
  }

  /** A text as a literal of Spark SQL. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
