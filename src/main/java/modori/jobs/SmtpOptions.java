package modori.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which mail server takes the mails, and how it is spoken to. */
final class SmtpOptions {
  /** The environment's name for the password. */
  static final String PASSWORD = "MODORI_SMTP_PASSWORD";

  @Option(
      names = "--smtp",
      paramLabel = "HOST[:PORT]",
      defaultValue = "localhost",
      description =
          "Server that takes the mails (default: ${DEFAULT-VALUE}); port 25, with a login 587, with --smtp-tls implicit 465.")
  private String place = "localhost";

  @Option(
      names = "--smtp-tls",
      paramLabel = "WHEN",
      description =
          "try: secret where the server offers it, with any certificate (default without a login); require: STARTTLS and a certificate that proves the server's name, or nothing is sent (default with a login); implicit: the same from the first byte on; off.")
  private SmtpAccess.@Nullable Tls tls;

  @Option(
      names = "--smtp-ca",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) that are trusted in place of those that Java trusts: of your own authority, or of the server.")
  private @Nullable Path authority;

  @Option(
      names = "--smtp-user",
      paramLabel = "NAME",
      description = "Logs in as NAME, where the server wants that.")
  private @Nullable String user;

  @Option(
      names = "--smtp-password-file",
      paramLabel = "FILE",
      description =
          "The password is the first line of FILE (default: what the environment's "
              + PASSWORD
              + " says). No option takes the password itself, since others can see a command line.")
  private @Nullable Path passwordFile;

  /** The server; mistakes in the options are found here. */
  SmtpRelay relay() {
    SmtpAccess.Login login = login(System.getenv());
    SmtpAccess.Tls when = tls;
    if (when == null) {
      when = login == null ? SmtpAccess.Tls.TRY : SmtpAccess.Tls.REQUIRE;
    }
    return SmtpRelay.of(place, new SmtpAccess(when, trust(), login));
  }

  /** Who sends. */
  SmtpAccess.@Nullable Login login(Map<String, String> environment) {
    if (user == null) {
      if (passwordFile != null) {
        throw new UserMistake(
            ExitCode.USAGE, "--smtp-password-file needs the name of who logs in: --smtp-user NAME");
      }
      return null;
    }
    String password =
        passwordFile == null ? environment.getOrDefault(PASSWORD, "") : firstLine(passwordFile);
    if (password.isEmpty()) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          passwordFile == null
              ? "--smtp-user "
                  + user
                  + " needs a password: --smtp-password-file FILE, or "
                  + PASSWORD
              : "the first line of " + passwordFile + " is empty: write the password there");
    }
    return new SmtpAccess.Login(user, password);
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException unreadable) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "cannot read --smtp-password-file " + file + ": name a file that this user may read");
    }
  }

  private @Nullable SSLSocketFactory trust() {
    if (authority == null) {
      return null;
    }
    try (InputStream pem = Files.newInputStream(authority)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (found.isEmpty()) {
        throw new CertificateException("no certificate in it");
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate one : found) {
        trusted.setCertificateEntry(String.format(Locale.ROOT, "%d", trusted.size()), one);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException useless) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "--smtp-ca " + authority + ": write certificates there, as -----BEGIN CERTIFICATE-----");
    }
  }
}
