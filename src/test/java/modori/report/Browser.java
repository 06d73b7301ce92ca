package modori.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The system's chromium without a window, and what it complained of and asked for. */
final class Browser implements AutoCloseable {
  static final String WANTED = "no chromium with its chromedriver on PATH: pages are not opened";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it; empty where there is none. Nothing is fetched for it. */
  static Optional<Browser> start(Path profile) {
    Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = program("chromedriver");
    if (chromium.isEmpty() || chromedriver.isEmpty()) {
      return Optional.empty();
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--window-size=1200,900",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get().toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    return Optional.of(new Browser(new ChromeDriver(service, options)));
  }

  private static Optional<Path> program(String... names) {
    for (String name : names) {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  /** Opens a page and waits until its pictures are drawn and its lists are ready. */
  void open(Path page) {
    driver.get(page.toUri().toString());
    ready();
  }

  /** Waits at most ten seconds. */
  void ready() {
    String done =
        "return document.readyState === 'complete' && document.documentElement.hasAttribute('data-drawn')"
            + " && Array.from(document.querySelectorAll('.list')).every(l => l.dataset.rows !== undefined)";
    new WebDriverWait(driver, Duration.ofSeconds(10), Duration.ofMillis(50))
        .until(page -> Boolean.TRUE.equals(driver.executeScript(done)));
  }

  /** What a script answers. */
  Object ask(String script, Object... values) {
    return driver.executeScript("return " + script, values);
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .map(element -> String.valueOf(element.getDomProperty("textContent")))
        .toList();
  }

  void reload() {
    driver.navigate().refresh();
    ready();
  }

  /** As narrow as a telephone. */
  void narrow() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 375, "height", 700, "deviceScaleFactor", 1, "mobile", true));
  }

  /** As wide as at the start. */
  void wide() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  /** Lets the system ask for light or dark colours. */
  void systemColours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Errors and warnings on the console since the last question. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /**
   * Addresses that were asked for since the last question and are neither files nor the browser's
   * own.
   */
  List<String> outsideRequests() throws IOException {
    List<String> asked = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = MAPPER.readTree(entry.getMessage()).path("message");
      String url = message.at("/params/request/url").asText();
      if (message.path("method").asText().equals("Network.requestWillBeSent")
          && !url.startsWith("chrome:")
          && !url.startsWith("file:")
          && !url.startsWith("data:")) {
        asked.add(url);
      }
    }
    return asked;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
