package modori.jobs;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import modori.spark.pipeline.ExitCode;

/**
 * The server that takes the mail reports (RFC 5321).
 *
 * @param host its name or address
 * @param port its port
 * @param access how it is spoken to
 */
record SmtpRelay(String host, int port, SmtpAccess access) {
  private static final Pattern PLACE =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[^\\[\\]:\\s]+)(?::(\\d{1,5}))?");
  private static final String PATIENCE_MILLIS = "30000";

  /** Reads {@code HOST[:PORT]}; without a port the one that is usual (RFC 5321, RFC 8314). */
  static SmtpRelay of(String place, SmtpAccess access) {
    Matcher parts = PLACE.matcher(place);
    int port = 0;
    if (parts.matches()) {
      port = parts.group(2) == null ? access.usualPort() : Integer.parseInt(parts.group(2));
    }
    if (port < 1 || port > 65_535) {
      throw new UserMistake(ExitCode.USAGE, "--smtp " + place + ": write it as HOST or HOST:PORT");
    }
    return new SmtpRelay(parts.group(1).replaceAll("[\\[\\]]", ""), port, access);
  }

  /**
   * Sends a message; whoever is refused is told in a line each, the others get it.
   *
   * @param reversePath the envelope's sender, with angle brackets
   */
  List<String> send(MimeMessage message, String reversePath) throws MessagingException {
    Session session = Session.getInstance(properties(reversePath));
    List<String> refused = new ArrayList<>();
    Transport transport = session.getTransport("smtp");
    try {
      access.connect(transport);
      transport.sendMessage(message, message.getAllRecipients());
    } catch (SendFailedException failure) {
      Address[] reached = failure.getValidSentAddresses();
      if (reached == null || reached.length == 0) {
        throw failure;
      }
      for (Address[] unreached :
          new Address[][] {failure.getInvalidAddresses(), failure.getValidUnsentAddresses()}) {
        for (Address one : unreached == null ? new Address[0] : unreached) {
          refused.add("mail to " + one + " was refused by " + host + ":" + port);
        }
      }
    } finally {
      transport.close();
    }
    return refused;
  }

  /** What the server, or the way to it, said. */
  static String why(MessagingException failure) {
    Exception said = failure;
    while (said instanceof MessagingException outer && outer.getNextException() != null) {
      said = outer.getNextException();
    }
    return String.valueOf(said.getMessage()).lines().findFirst().orElse("");
  }

  private Properties properties(String reversePath) {
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.host", host);
    settings.setProperty("mail.smtp.port", String.valueOf(port));
    settings.setProperty("mail.smtp.from", reversePath);
    settings.setProperty("mail.smtp.sendpartial", "true");
    settings.setProperty("mail.smtp.quitwait", "true");
    settings.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
    settings.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
    settings.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
    access.properties().forEach(settings::put);
    return settings;
  }
}
