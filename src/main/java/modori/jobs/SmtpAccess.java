package modori.jobs;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a mail server is spoken to: in secret or in clear, and as whom.
 *
 * @param tls when the talk is secret
 * @param trust makes the sockets of certificates that are trusted; null for those the JDK trusts
 * @param login who sends; null where the server wants nobody's name
 */
record SmtpAccess(Tls tls, @Nullable SSLSocketFactory trust, @Nullable Login login) {
  /** When the talk with the server is secret. */
  enum Tls {
    /** STARTTLS where the server offers it, with any certificate; else in clear. */
    TRY,
    /**
     * STARTTLS (RFC 3207) with a certificate that proves the server's name; else nothing is sent.
     */
    REQUIRE,
    /** From the first byte on (RFC 8314), with such a certificate. */
    IMPLICIT,
    /** In clear. */
    OFF
  }

  /**
   * A login (RFC 4954).
   *
   * @param user name
   * @param password never told
   */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** The port of submission with a login, or of relaying without one. */
  int usualPort() {
    return tls == Tls.IMPLICIT ? 465 : login == null ? 25 : 587;
  }

  void connect(Transport transport) throws MessagingException {
    if (login == null) {
      transport.connect();
    } else {
      transport.connect(login.user(), login.password());
    }
  }

  /** Settings of a mail session. */
  Map<String, Object> properties() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("mail.smtp.auth", String.valueOf(login != null));
    settings.put("mail.smtp.starttls.enable", String.valueOf(tls == Tls.TRY || tls == Tls.REQUIRE));
    settings.put("mail.smtp.starttls.required", String.valueOf(tls == Tls.REQUIRE));
    settings.put("mail.smtp.ssl.enable", String.valueOf(tls == Tls.IMPLICIT));
    boolean proven = tls == Tls.REQUIRE || tls == Tls.IMPLICIT;
    settings.put("mail.smtp.ssl.checkserveridentity", String.valueOf(proven));
    if (proven && trust != null) {
      settings.put("mail.smtp.ssl.socketFactory", trust);
    } else if (!proven) {
      // Between mail servers a certificate proves nothing (RFC 7435): better secret than in clear.
      settings.put("mail.smtp.ssl.trust", "*");
    }
    return settings;
  }
}
