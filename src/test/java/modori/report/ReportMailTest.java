package modori.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import modori.classify.Language;
import modori.report.ReportMail.About;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportMailTest {
  private static final Pattern CID = Pattern.compile("src=\"cid:([^\"]+)\"");
  private static final About WHOLE = new About("", "https://report.example.jp/");

  private static ReportMail mail(Language language) {
    ReasonTexts texts =
        language == Language.ENGLISH ? SampleNight.TEXTS : SampleNight.JAPANESE_TEXTS;
    return ReportMail.of(SampleNight.full(), WHOLE, texts, language);
  }

  private static byte[] bytes(ReportMail mail) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MailMessage.of(
            mail,
            new MailMessage.Letterhead(
                new InternetAddress("modori@example.jp", "夜間レポート", "UTF-8"),
                List.of(
                    new InternetAddress("postmaster@example.jp"),
                    new InternetAddress("ann@example.com")),
                "modori",
                Instant.parse("2027-01-08T18:20:00Z")))
        .writeTo(bytes);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void textComesFirstAndThePageBringsItsPictures(Language language) throws Exception {
    ParsedMail mail = ParsedMail.of(bytes(mail(language)));

    assertThat(mail.leaves().get(0).way()).isEqualTo("alternative");
    assertThat(mail.leaves().get(0).type()).isEqualTo("text/plain");
    assertThat(mail.leaves().get(1).way()).isEqualTo("alternative > related");
    assertThat(mail.leaves().get(1).type()).isEqualTo("text/html");
    List<ParsedMail.Leaf> pictures = mail.leaves().subList(2, mail.leaves().size());
    assertThat(pictures).hasSizeGreaterThan(6);
    for (ParsedMail.Leaf picture : pictures) {
      assertThat(picture.way()).isEqualTo("alternative > related");
      assertThat(picture.type()).isEqualTo("image/png");
      assertThat(picture.headers().get("Content-Disposition")).startsWith("inline");
      assertThat(ImageIO.read(new ByteArrayInputStream(picture.content()))).isNotNull();
    }
    List<String> shown =
        CID.matcher(mail.leaves().get(1).text())
            .results()
            .map(m -> "<" + m.group(1) + ">")
            .toList();
    assertThat(shown)
        .containsExactlyElementsOf(
            pictures.stream().map(picture -> picture.headers().get("Content-ID")).toList());
  }

  @Test
  void itsHeadersKeepAnsweringMachinesQuietAndNameTheList() throws Exception {
    ParsedMail mail = ParsedMail.of(bytes(mail(Language.JAPANESE)));

    assertThat(mail.headers())
        .containsEntry("Auto-Submitted", "auto-generated")
        .containsEntry("List-Id", "modori <modori.example.jp>")
        .containsEntry("MIME-Version", "1.0")
        .containsEntry("To", "postmaster@example.jp, ann@example.com");
    assertThat(mail.headers().get("Message-ID")).matches("<[0-9a-f]{32}\\.modori@example\\.jp>");
    assertThat(mail.headers().get("Date")).contains("8 Jan 2027").endsWith("+0000 (UTC)");
    assertThat(MimeUtility.decodeText(mail.headers().get("From")))
        .isEqualTo("夜間レポート <modori@example.jp>");
    assertThat(MimeUtility.decodeText(MimeUtility.unfold(mail.headers().get("Subject"))))
        .isEqualTo("modori 2027-01-08: 慢性的に満杯 6 件、新規 2 件、回復 1 件");
  }

  @Test
  void everyLineIsAsciiAndShortEnoughForEveryServer() throws Exception {
    for (Language language : Language.values()) {
      byte[] bytes = bytes(mail(language));
      String raw = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(raw.chars().allMatch(c -> c < 128)).isTrue();
      assertThat(raw.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
      assertThat(raw.replace("\r\n", "")).doesNotContain("\r", "\n");
      assertThat(bytes).hasSizeLessThan(60_000);
    }
  }

  @Test
  void theTextIsRightInEnglish() throws Exception {
    Golden.check("mail-en.txt", parsedText(Language.ENGLISH));
  }

  @Test
  void theTextIsRightInJapanese() throws Exception {
    Golden.check("mail-ja.txt", parsedText(Language.JAPANESE));
  }

  private static String parsedText(Language language) throws Exception {
    return ParsedMail.of(bytes(mail(language))).leaves().get(0).text().replace("\r\n", "\n");
  }

  @Test
  void aLineOfTheTextIsAtMost76ColumnsWide() {
    for (Language language : Language.values()) {
      assertThat(mail(language).text().lines())
          .allSatisfy(line -> assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(76));
    }
  }

  @Test
  void thePageFetchesNothingAndEveryPictureIsToldInWords() {
    String html = mail(Language.ENGLISH).html();

    assertThat(html.replace(WHOLE.link(), "")).doesNotContain("http:", "https:", "<script", "url(");
    Matcher image = Pattern.compile("<img [^>]*>").matcher(html);
    while (image.find()) {
      assertThat(image.group()).containsPattern("alt=\"[^\"]+\"");
    }
    assertThat(html)
        .contains("full on 3 days, room on 7 days, nobody tried on")
        .contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;@example.com</bdi>")
        .doesNotContain("\u202E");
  }

  @Test
  void theSameReportIsTheSameMail() throws Exception {
    assertThat(bytes(mail(Language.ENGLISH))).isEqualTo(bytes(mail(Language.ENGLISH)));
  }

  @Test
  void aDomainsReportTellsNothingOfOthers() {
    NightReport part = DomainReport.of(SampleNight.full(), "Example.JP").orElseThrow();
    ReportMail mail =
        ReportMail.of(part, new About("example.jp", ""), SampleNight.TEXTS, Language.ENGLISH);

    assertThat(mail.subject())
        .isEqualTo("modori 2027-01-08 example.jp: 3 chronically full, 2 new, 0 with room again");
    assertThat(mail.text() + mail.html())
        .contains("hanako@example.jp", "saburo@example.jp")
        .doesNotContain("example.com", "example.net", "wgv71a", "printer1", "invalid");
  }

  @Test
  void aDomainWithoutNewsHasNoReport() {
    assertThat(DomainReport.of(SampleNight.full(), "example.net")).isPresent();
    assertThat(DomainReport.of(SampleNight.full(), "example.edu")).isEmpty();
  }

  @Test
  void aQuietNightIsAMailToo() throws Exception {
    ReportMail mail =
        ReportMail.of(SampleNight.quiet(), new About("", ""), SampleNight.TEXTS, Language.ENGLISH);

    assertThat(mail.text()).contains("No mailbox is chronically full.");
    assertThat(ParsedMail.of(bytes(mail)).leaves()).hasSize(2);
  }

  @Test
  void aCrowdedNightStaysAMailThatCanBeRead() throws Exception {
    ReportMail mail =
        ReportMail.of(
            SampleNight.crowded(2000), new About("", ""), SampleNight.TEXTS, Language.ENGLISH);

    assertThat(mail.text().lines().count()).isLessThan(350);
    assertThat(bytes(mail)).hasSizeLessThan(150_000);
  }
}
