package modori.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import modori.classify.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlReportTest {
  private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\\s[^<>]*)?)>");
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
  private static final Set<String> WITHOUT_END = Set.of("meta", "link", "input");

  private static String page(NightReport report, ReasonTexts reasons, Language language) {
    return HtmlReport.of(report, reasons, language, Place.index("", "ja/"));
  }

  @Test
  void aNightWithABitOfEverythingIsAPageInEnglish() throws IOException {
    Golden.check("night-en.html", page(SampleNight.full(), SampleNight.TEXTS, Language.ENGLISH));
  }

  @Test
  void aNightWithABitOfEverythingIsAPageInJapanese() throws IOException {
    Golden.check(
        "night-ja.html", page(SampleNight.full(), SampleNight.JAPANESE_TEXTS, Language.JAPANESE));
  }

  @Test
  void hostileAddressesStayTextAndKeepTheirDirectionToThemselves() {
    String page = page(SampleNight.full(), SampleNight.TEXTS, Language.ENGLISH);

    assertThat(page)
        .doesNotContain("<script>", "<img", "\u202E")
        .contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;@example.com</bdi>")
        .contains("<bdi>taro\\u{202e}moc.live@example.com</bdi>")
        .contains("<bdi>=cmd|&#39; /C calc&#39;!A0@example.jp</bdi>")
        .contains("\"\\u003cscript\\u003ealert(1)\\u003c/script\\u003e@example.com\"");
  }

  @ParameterizedTest
  @EnumSource
  void everyElementIsClosedAndNothingIsFetched(Language language) {
    String page = page(SampleNight.full(), SampleNight.TEXTS, language);
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(page.substring(page.indexOf("<html")));
    while (tag.find()) {
      if (tag.group(1).isEmpty() && !WITHOUT_END.contains(tag.group(2))) {
        open.push(tag.group(2));
      } else if (!tag.group(1).isEmpty()) {
        assertThat(open.pop()).isEqualTo(tag.group(2));
      }
    }

    assertThat(open).isEmpty();
    assertThat(page).doesNotContain("http:", "https:", "url(", "@import");
    Matcher link = LINK.matcher(page);
    while (link.find()) {
      assertThat(link.group(1))
          .matches("(\\.\\./)*(assets|domains|ja|en)/[a-z0-9./_-]+|index\\.html|#content|data:,");
    }
  }

  @Test
  void everyTableHasACaptionAndHeaders() {
    String page = page(SampleNight.full(), SampleNight.TEXTS, Language.ENGLISH);
    String[] tables = page.split("<table\\b");

    assertThat(tables.length).isGreaterThan(5);
    for (int i = 1; i < tables.length; i++) {
      assertThat(tables[i]).contains("<caption>", "scope=\"col\"", "scope=\"row\"");
    }
  }

  @Test
  void everyStripSaysInWordsWhatItShows() {
    String page = page(SampleNight.full(), SampleNight.TEXTS, Language.ENGLISH);

    assertThat(page)
        .contains(
            "aria-label=\"From 2026-11-10 to 2027-01-08: full on 3 days, room on 7 days, nobody"
                + " tried on 50 days.\"")
        .contains("title=\"2027-01-06 – 2027-01-08: refused\"><i>F</i><i>F</i><i>F</i></b>");
  }

  @Test
  void aDomainHasAPage() throws IOException {
    NightReport night = SampleNight.full();
    Golden.check(
        "domain-ja.html",
        HtmlDomain.of(
            night,
            night.domains().get(0),
            night.pictures().ends(),
            Language.JAPANESE,
            Place.domain("example.jp", "ja/", "")));
  }

  @Test
  void namesThatCannotBeFilesAndNamesThatWindowsReservesGetFilesToo() {
    assertThat(Place.domainFile("Example.JP")).isEqualTo("domains/at-example.jp.html");
    assertThat(Place.domainFile("aux.example")).isEqualTo("domains/at-aux.example.html");
    assertThat(Place.domainFile("../../etc/x")).matches("domains/at-[0-9a-f]{16}\\.html");
    assertThat(Place.domainFile("")).matches("domains/at-[0-9a-f]{16}\\.html");
  }

  @Test
  void sectionsWithoutContentAreLeftOut() {
    String page = page(SampleNight.quiet(), SampleNight.TEXTS, Language.ENGLISH);

    assertThat(page)
        .contains("No mailbox is chronically full.")
        .doesNotContain(
            "Backscatter", "nobody was told of", "<ul class=\"legend", "What to do", "<figure");
  }
}
