package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import modori.report.NightArchive;
import modori.report.SampleNight;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import picocli.CommandLine;

/** Logging in to a real SMTP server, in secret. */
class SmtpLoginTest {
  private static final String PASSWORD = "a secret: \"ä\"";
  private static final String STORE_PASSWORD = "of the test";

  @TempDir static Path folder;
  private static SSLContext secret;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private SMTPServer server;

  /** Notes who got a mail, and whether its sender has told his name. */
  private record Taken(List<String> received, boolean loggedIn) implements MessageHandler {
    @Override
    public void from(String reversePath) {}

    @Override
    public void recipient(String address) {
      received.add(address + (loggedIn ? ", logged in" : ", nobody"));
    }

    @Override
    public @Nullable String data(InputStream content) throws IOException {
      content.readAllBytes();
      return null;
    }

    @Override
    public void done() {}
  }

  @BeforeAll
  static void theServerHasACertificate() throws Exception {
    Files.write(folder.resolve(NightArchive.FILE), NightArchive.pack(SampleNight.full()));
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Path store = folder.resolve("keys.p12");
    keytool(
        store,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    keytool(store, "-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
    secret = context(store);
  }

  private static void keytool(Path store, String... words) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    all.addAll(List.of(words));
    all.addAll(
        List.of("-alias", "smtp", "-storepass", STORE_PASSWORD, "-keystore", store.toString()));
    assertThat(
            new ProcessBuilder(all)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor())
        .isZero();
  }

  private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @AfterEach
  void theServerEnds() {
    server.stop();
  }

  private SMTPServer.Builder server() {
    return SMTPServer.port(0)
        .bindAddress(InetAddress.getLoopbackAddress())
        .messageHandlerFactory(
            context -> new Taken(received, context.getAuthenticationHandler().isPresent()))
        .authenticationHandlerFactory(
            new EasyAuthenticationHandlerFactory(
                (user, password, context) -> {
                  if (!user.equals("modori") || !password.equals(PASSWORD)) {
                    throw new LoginFailedException();
                  }
                }));
  }

  private Answer mail(SMTPServer started, String... options) {
    server = started;
    server.start();
    List<String> all =
        new ArrayList<>(List.of("mail", folder.toString(), "--mail-from", "modori@example.jp"));
    all.addAll(List.of("--mail-to", "ann@example.jp"));
    all.addAll(List.of("--smtp", "localhost:" + server.getPortAllocated()));
    all.addAll(List.of(options));
    return modori(all.toArray(String[]::new));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aLoginIsSentInSecretToTheServerThatProvesItsName() {
    Answer answer =
        mail(
            server().enableTLS().requireTLS().requireAuth().startTlsSocketFactory(secret).build(),
            "--smtp-user=modori",
            "--smtp-password-file=" + file("password"),
            "--smtp-ca=" + file("ca.pem"));

    assertThat(answer).isEqualTo(new Answer(ExitCode.DONE, "", ""));
    assertThat(received).containsExactly("ann@example.jp, logged in");
  }

  @Test
  void theTalkIsSecretFromTheFirstByteWhereThatIsAsked() {
    Answer answer =
        mail(
            server().requireAuth().serverSocketFactory(secret).build(),
            "--smtp-tls=implicit",
            "--smtp-user=modori",
            "--smtp-password-file=" + file("password"),
            "--smtp-ca=" + file("ca.pem"));

    assertThat(answer).isEqualTo(new Answer(ExitCode.DONE, "", ""));
    assertThat(received).containsExactly("ann@example.jp, logged in");
  }

  @Test
  void nothingIsSentToAServerThatProvesNothingOrSpeaksInClear() {
    Answer unknown =
        mail(
            server().enableTLS().startTlsSocketFactory(secret).build(),
            "--smtp-user=modori",
            "--smtp-password-file=" + file("password"));
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.TEMPORARY);
    assertThat(unknown.err()).contains("no mail to [ann@example.jp]").contains("certif");
    server.stop();

    Answer clear =
        mail(server().build(), "--smtp-user=modori", "--smtp-password-file=" + file("password"));
    assertThat(clear.exitCode()).isEqualTo(ExitCode.TEMPORARY);
    assertThat(clear.err()).contains("STARTTLS").doesNotContain(PASSWORD);
    assertThat(received).isEmpty();
  }

  @Test
  void aServerWithACertificateOfItsOwnIsGoodEnoughWithoutALogin() {
    Answer answer = mail(server().enableTLS().requireTLS().startTlsSocketFactory(secret).build());

    assertThat(answer).isEqualTo(new Answer(ExitCode.DONE, "", ""));
    assertThat(received).containsExactly("ann@example.jp, nobody");
  }

  @Test
  void aWrongPasswordIsToldInOneLineWithoutIt() throws IOException {
    Files.writeString(folder.resolve("wrong"), "anything else");

    Answer answer =
        mail(
            server().requireAuth().build(),
            "--smtp-tls=off",
            "--smtp-user=modori",
            "--smtp-password-file=" + file("wrong"));

    assertThat(answer.exitCode()).isEqualTo(ExitCode.TEMPORARY);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err()).contains("535").doesNotContain("anything else");
    assertThat(received).isEmpty();
  }

  @Test
  void mistakesAreToldWithTheirCure() throws IOException {
    server = server().build();
    Files.writeString(folder.resolve("empty"), "\n");
    String[] all = {
      "mail", folder.toString(), "--mail-from=a@example.jp", "--mail-to=b@example.jp"
    };

    assertThat(with(all, "--smtp-user=modori").err())
        .contains("needs a password: --smtp-password-file FILE, or MODORI_SMTP_PASSWORD");
    assertThat(with(all, "--smtp-user=modori", "--smtp-password-file=" + file("empty")).err())
        .contains("the first line of " + file("empty") + " is empty");
    assertThat(with(all, "--smtp-user=modori", "--smtp-password-file=" + file("none")).err())
        .contains("name a file that this user may read");
    assertThat(with(all, "--smtp-password-file=" + file("password")).err())
        .contains("needs the name of who logs in: --smtp-user NAME");
    assertThat(with(all, "--smtp-ca=" + file("password")).err()).contains("BEGIN CERTIFICATE");
    assertThat(with(all, "--smtp-tls=maybe").err()).contains("--smtp-tls", "TRY");
  }

  private static Answer with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return modori(all.toArray(String[]::new));
  }

  @Test
  void thePasswordMayStandInTheEnvironmentAndIsNeverPrinted() {
    server = server().build();
    SmtpOptions options = new SmtpOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("smtp", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
        .parseArgs("--smtp-user=modori");

    SmtpAccess.Login login = options.login(Map.of(SmtpOptions.PASSWORD, PASSWORD));

    assertThat(login).isEqualTo(new SmtpAccess.Login("modori", PASSWORD)).hasToString("modori");
    assertThatThrownBy(() -> options.login(Map.of())).hasMessageContaining("needs a password");
  }
}
