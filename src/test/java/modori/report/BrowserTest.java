package modori.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import modori.classify.Language;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages as a browser shows them, opened from files. */
@Tag("browser")
class BrowserTest {
  private static final String HANAKO = ".".repeat(27) + "K.K.KFF.FFMF.FFFF.kFFFFFF.FFMFFFF";

  @TempDir static Path folder;

  private static Browser browser;

  @BeforeAll
  static void startTheBrowser() throws IOException {
    Optional<Browser> found = Browser.start(folder.resolve("profile"));
    if (found.isEmpty()) {
      System.out.println("skipped: " + Browser.WANTED);
    }
    assumeTrue(found.isPresent(), Browser.WANTED);
    browser = found.get();
    write(SampleNight.full(), "full");
    write(SampleNight.crowded(1500), "crowded");
    write(SampleNight.quiet(), "quiet");
  }

  @AfterAll
  static void endTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void lightColours() {
    browser.systemColours("light");
  }

  private static void write(NightReport report, String name) throws IOException {
    HtmlSite.write(
        report,
        language -> language == Language.JAPANESE ? SampleNight.JAPANESE_TEXTS : SampleNight.TEXTS,
        Language.ENGLISH,
        (path, content) -> {
          Path file = folder.resolve(name).resolve(path);
          Files.createDirectories(file.getParent());
          Files.write(file, content);
        });
  }

  private static void open(String page) {
    browser.open(folder.resolve(page));
  }

  @Test
  void everyPageOpensWithoutAComplaintAndAsksNobody() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String night : new String[] {"full", "crowded", "quiet"}) {
      try (Stream<Path> files = Files.walk(folder.resolve(night))) {
        files.filter(file -> file.toString().endsWith(".html")).forEach(pages::add);
      }
    }
    assertThat(pages).hasSizeGreaterThan(10);
    for (Path page : pages) {
      browser.open(page);
      assertThat(browser.complaints()).as(page.toString()).isEmpty();
      assertThat(browser.outsideRequests()).as(page.toString()).isEmpty();
    }
  }

  @Test
  void everyPictureIsDrawn() {
    open("full/index.html");

    assertThat(browser.texts("[data-chart]")).hasSize(5);
    assertThat(
            browser.ask(
                "Array.from(document.querySelectorAll('[data-chart]'))"
                    + ".every(c => c.querySelector('svg')?.getBoundingClientRect().height > 100)"))
        .isEqualTo(true);
  }

  @Test
  void everyNameInThePictureOfFlowsHasItsNumber() {
    open("full/index.html");

    assertThat(browser.texts("[data-chart=ends] svg text"))
        .contains("mailbox_full  126", "example.com  82", "(no domain)  2", "Rejected  44")
        .noneMatch(text -> text.contains("NaN"));
  }

  @Test
  void theStripOfAKnownMailboxShowsItsDaysBeforeAndAfterTheListIsDrawnAgain() {
    open("full/index.html");
    assertThat(strip("hanako@example.jp")).isEqualTo(HANAKO);

    sort("mailboxes", 5);
    assertThat(strip("hanako@example.jp")).isEqualTo(HANAKO);
    assertThat(cellClass("hanako@example.jp", HANAKO.indexOf('M'))).isEqualTo("mixed");
    assertThat(cellClass("hanako@example.jp", HANAKO.indexOf('k'))).isEqualTo("too_small");
    assertThat(cellClass("hanako@example.jp", HANAKO.length() - 1)).isEqualTo("refused");
  }

  // The strip stands in the row below the mailbox.
  private static String cells(String address) {
    return "Array.from(document.querySelectorAll('[data-table=mailboxes] tbody tr'))"
        + ".find(row => row.querySelector('th')?.textContent === '"
        + address
        + "').nextElementSibling.querySelectorAll('.strip i')";
  }

  private static Object strip(String address) {
    return browser.ask("Array.from(" + cells(address) + ").map(i => i.textContent).join('')");
  }

  private static Object cellClass(String address, int day) {
    return browser.ask(cells(address) + "[" + day + "].parentElement.className");
  }

  @Test
  void aListIsSortedByClickAndByKey() {
    open("full/index.html");
    sort("mailboxes", 1);
    List<String> up = addresses();
    List<String> sorted = new ArrayList<>(up);
    Collections.sort(sorted);
    assertThat(up).hasSize(6).isEqualTo(sorted);

    WebElement button = browser.one("[data-table=mailboxes] thead th:nth-child(1) button");
    button.sendKeys(Keys.ENTER);
    Collections.reverse(sorted);
    assertThat(addresses()).isEqualTo(sorted);
    assertThat(
            browser
                .one("[data-table=mailboxes] thead th:nth-child(1)")
                .getDomAttribute("aria-sort"))
        .isEqualTo("descending");

    sort("mailboxes", 5);
    assertThat(addresses().get(0)).isEqualTo("hanako@example.jp");
  }

  @Test
  void aListIsSearched() {
    open("full/index.html");
    WebElement search = browser.one("[data-table=mailboxes] input");

    search.sendKeys("EXAMPLE.JP");
    assertThat(addresses())
        .containsExactlyInAnyOrder("hanako@example.jp", SampleNight.FORMULA, "sales@example.jp");

    search.sendKeys("x");
    assertThat(addresses()).isEmpty();
    assertThat(browser.texts("[data-table=mailboxes] .told")).containsExactly("No row fits.");
  }

  @Test
  void aLongListIsTurnedOver() {
    open("crowded/index.html");
    sort("mailboxes", 6);
    assertThat(addresses()).hasSize(25).first().isEqualTo("user1499@example.jp");

    browser.one("[data-table=mailboxes] .next").click();
    assertThat(addresses()).hasSize(25).first().isEqualTo("user1474@example.jp");
    assertThat(browser.texts("[data-table=mailboxes] .told")).containsExactly("26 to 50 of 1,500");
  }

  @Test
  @Tag("long")
  void aHundredThousandMailboxesAreSeenWithinASecondAndSearchedAtOnce() throws IOException {
    write(SampleNight.crowded(1000, 100_000), "huge");
    open("huge/index.html");
    Object seen =
        browser.ask(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
                + " - performance.getEntriesByType('navigation')[0].startTime");
    System.out.println("BrowserTest: first view of 100,000 mailboxes: " + seen + " ms");
    assertThat(((Number) seen).doubleValue()).isLessThan(1000);

    long begin = System.nanoTime();
    browser.one("[data-table=mailboxes] input").sendKeys("user99999@");
    assertThat(addresses()).containsExactly("user99999@d999.example.jp");
    long millis = (System.nanoTime() - begin) / 1_000_000;
    System.out.println("BrowserTest: one of them searched: " + millis + " ms");
    assertThat(millis).isLessThan(3000);
  }

  @Test
  void theReadersColoursWinAndAreKept() {
    open("full/index.html");
    browser.ask("localStorage.clear()");
    browser.reload();
    Object light = ground();
    browser.systemColours("dark");
    Object dark = ground();
    assertThat(dark).isNotEqualTo(light);

    browser.one("#theme").click();
    assertThat(ground()).isEqualTo(light);
    browser.reload();
    assertThat(ground()).isEqualTo(light);
    browser.one("#theme").click();
    assertThat(ground()).isEqualTo(dark);
    assertThat(browser.one("#theme").getDomAttribute("aria-pressed")).isEqualTo("true");
    browser.ask("localStorage.clear()");
  }

  private static Object ground() {
    return browser.ask("getComputedStyle(document.body).backgroundColor");
  }

  @Test
  void theOtherLanguageIsOneClickAway() {
    open("full/domains/at-example.jp.html");
    browser.one("#language").click();
    browser.ready();

    assertThat(browser.ask("document.documentElement.lang")).isEqualTo("ja");
    assertThat(browser.texts("h1")).containsExactly("example.jp");
    assertThat(browser.texts("h2")).contains("慢性的に満杯のメールボックス");
  }

  @Test
  void whatStrangersWroteStaysText() throws IOException {
    open("full/index.html");
    for (int column = 1; column <= 2; column++) {
      assertThat(addresses())
          .contains(SampleNight.SCRIPT, SampleNight.FORMULA, "taro\\u{202e}moc.live@example.com");
      assertThat(
              browser.ask(
                  "document.querySelectorAll('td script, th script, td img, th img').length"))
          .isEqualTo(0L);
      sort("mailboxes", column);
    }
    assertThat(browser.ask("document.documentElement.outerHTML.includes('\\u202e')"))
        .isEqualTo(false);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theFirstStopOfTheTabulatorLeadsToTheContent() {
    open("full/index.html");
    browser.one("body").sendKeys(Keys.TAB);
    assertThat(browser.ask("document.activeElement.className")).isEqualTo("skip");
    assertThat(browser.ask("document.activeElement.getBoundingClientRect().left >= 0"))
        .isEqualTo(true);
  }

  // What a screen reader announces: WCAG 2.1, 1.3.1, 2.4.6, 3.1.1 and 4.1.2.
  @Test
  void everyPartOfAPageHasItsNameAndItsPlaceForThoseWhoDoNotSeeIt() {
    for (String page :
        List.of("full/index.html", "full/ja/index.html", "full/domains/at-example.jp.html")) {
      open(page);
      assertThat(browser.ask("document.querySelectorAll('h1').length")).as(page).isEqualTo(1L);
      assertThat(
              browser.texts(
                  "table:not(:has(> caption)), th:not([scope]), html:not([lang]), img:not([alt])"))
          .as(page)
          .isEmpty();
      assertThat(
              browser.ask(
                  "Array.from(document.querySelectorAll('h1, h2, h3, h4')).map(h => +h.tagName[1])"
                      + ".every((level, i, all) => i === 0 || level <= all[i - 1] + 1)"))
          .as("headings of " + page)
          .isEqualTo(true);
      assertThat(
              browser.ask(
                  "Array.from(document.querySelectorAll('input, button, a, [data-chart]'))"
                      + ".filter(e => !(e.textContent.trim() || e.getAttribute('aria-label')"
                      + " || e.getAttribute('aria-labelledby') || e.labels?.length))"
                      + ".map(e => e.outerHTML.slice(0, 200)).join()"))
          .as("parts without a name in " + page)
          .isEqualTo("");
    }
  }

  @Test
  void aTelephoneShowsNothingBesideTheScreen() {
    open("full/index.html");
    assertThat(
            browser.ask(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .isEqualTo(true);
    browser.narrow();
    browser.reload();
    assertThat(
            browser.ask(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .isEqualTo(true);
    browser.wide();
  }

  private static void sort(String table, int column) {
    browser.one("[data-table=" + table + "] thead th:nth-child(" + column + ") button").click();
  }

  private static List<String> addresses() {
    return browser.texts("[data-table=mailboxes] tbody th");
  }
}
