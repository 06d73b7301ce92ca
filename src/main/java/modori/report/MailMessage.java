package modori.report;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The message that carries a {@link ReportMail}: text first, then the page with its pictures (RFC
 * 2046 section 5.1.4, RFC 2387). The same report, readers and date make the same bytes.
 */
public final class MailMessage extends MimeMessage {
  private final String messageId;

  private MailMessage(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  /**
   * Who writes to whom.
   *
   * @param from the author; its domain also names the list
   * @param to the readers
   * @param list the list within that domain (RFC 2919), letters, digits, dots and hyphens
   * @param date when it is written
   */
  public record Letterhead(
      InternetAddress from, List<InternetAddress> to, String list, Instant date) {
    /** Copies. */
    public Letterhead {
      to = List.copyOf(to);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("a mail to nobody");
      }
    }

    String domain() {
      String address = from.getAddress();
      return address.substring(address.lastIndexOf('@') + 1);
    }
  }

  /** Builds the message. */
  public static MailMessage of(ReportMail mail, Letterhead head) throws MessagingException {
    String readers = mail.id() + "\n" + head.to();
    String id = DigestUtils.sha256Hex(readers.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    MailMessage message =
        new MailMessage(
            Session.getInstance(new Properties()), "<" + id + ".modori@" + head.domain() + ">");
    message.setFrom(head.from());
    message.setRecipients(Message.RecipientType.TO, head.to().toArray(Address[]::new));
    message.setSubject(mail.subject(), "UTF-8");
    message.setSentDate(Date.from(head.date()));
    // RFC 3834 section 5: nobody's absence is to be told to us.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    message.setHeader("List-Id", "modori <" + head.list() + "." + head.domain() + ">");
    Parts related = new Parts("related", mail.id() + ".pictures", "text/html");
    related.addBodyPart(text(mail.html(), "html"));
    for (MailPicture picture : mail.pictures()) {
      related.addBodyPart(picture(picture, mail.contentId(picture)));
    }
    MimeBodyPart page = new MimeBodyPart();
    page.setContent(related);
    Parts alternative = new Parts("alternative", mail.id() + ".forms", "");
    alternative.addBodyPart(text(mail.text(), "plain"));
    alternative.addBodyPart(page);
    message.setContent(alternative);
    message.saveChanges();
    return message;
  }

  private static MimeBodyPart text(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text.replace("\n", "\r\n"), "UTF-8", subtype);
    return part;
  }

  private static MimeBodyPart picture(MailPicture picture, String contentId)
      throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(picture.png(), "image/png")));
    part.setContentID("<" + contentId + ">");
    part.setDisposition(MimeBodyPart.INLINE);
    part.setFileName(picture.name() + ".png");
    return part;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  /** Parts whose boundary depends on nothing but the report. */
  private static final class Parts extends MimeMultipart {
    Parts(String subtype, String boundary, String type) throws MessagingException {
      super(subtype);
      ContentType known = new ContentType("multipart", subtype, null);
      if (!type.isEmpty()) {
        known.setParameter("type", type);
      }
      known.setParameter("boundary", "=_" + boundary);
      contentType = known.toString();
    }
  }
}
