package modori.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import modori.classify.Language;
import org.apache.commons.codec.digest.DigestUtils;

/** A report as a mail, the same in text and in HTML; who gets it stands elsewhere. */
public final class ReportMail {
  private final String id;
  private final String subject;
  private final String text;
  private final String html;
  private final List<MailPicture> pictures;

  private ReportMail(
      String id, String subject, String text, String html, List<MailPicture> pictures) {
    this.id = id;
    this.subject = subject;
    this.text = text;
    this.html = html;
    this.pictures = List.copyOf(pictures);
  }

  /**
   * What a mail says beside the report itself.
   *
   * @param domain the domain that the report is cut down to; empty where it is whole
   * @param link where the pages lie; empty where the reader cannot reach them
   */
  public record About(String domain, String link) {
    /** Checks. */
    public About {
      Objects.requireNonNull(domain);
      Objects.requireNonNull(link);
    }
  }

  /** Writes the mail of a report. */
  public static ReportMail of(
      NightReport report, About about, ReasonTexts reasons, Language language) {
    Phrases phrases = new Phrases(language);
    String seed = report.run().runId() + "\n" + about.domain() + "\n" + phrases.languageTag();
    String id = DigestUtils.sha256Hex(seed.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    String day = report.run().asOfDay() + " (" + report.run().zone().getId() + ")";
    String title =
        about.domain().isEmpty()
            ? phrases.of("title", day)
            : phrases.of("domain.title", about.domain(), phrases.of("title", day));
    MailHtml page = new MailHtml(report, reasons, phrases, name -> name + "." + id + "@modori");
    String html = page.page(title, about.link());
    return new ReportMail(
        id,
        MailWords.subject(report, about.domain(), phrases),
        MailText.of(report, title, about.link(), reasons, phrases),
        html,
        page.pictures());
  }

  /** The same for the same report, domain and language; letters and digits. */
  String id() {
    return id;
  }

  String subject() {
    return subject;
  }

  String text() {
    return text;
  }

  String html() {
    return html;
  }

  List<MailPicture> pictures() {
    return pictures;
  }

  /** The Content-ID of a picture, without brackets (RFC 2392). */
  String contentId(MailPicture picture) {
    return picture.name() + "." + id + "@modori";
  }
}
