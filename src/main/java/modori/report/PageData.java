package modori.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import modori.chronic.DayLetter;
import modori.chronic.DomainDay;
import modori.chronic.Episode;
import modori.chronic.Hosting;
import modori.chronic.Interval;
import modori.chronic.Level;
import org.jspecify.annotations.Nullable;

/** What a page's scripts read: pictures, all rows of the lists, and the words to show them with. */
final class PageData {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, false);

  private final Map<String, Object> all = new LinkedHashMap<>();
  private final Map<String, Object> charts = new LinkedHashMap<>();
  private final Map<String, Object> tables = new LinkedHashMap<>();

  PageData(Phrases phrases) {
    all.put("words", words(phrases));
    all.put("charts", charts);
    all.put("tables", tables);
  }

  void chart(String name, Object content) {
    charts.put(name, content);
  }

  void table(String name, Object rows) {
    tables.put(name, rows);
  }

  /** Safe within a script element: no character of markup is left as it is. */
  String json() {
    return json(all);
  }

  static String json(Object value) {
    try {
      return MAPPER
          .writeValueAsString(value)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A row of the list of mailboxes; the scripts know the places of its values. */
  static List<@Nullable Object> row(FullMailbox mailbox, NightReport report, Phrases phrases) {
    Episode episode = mailbox.episode();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(ForeignText.visible(mailbox.address()));
    row.add(episode.level().columnValue());
    row.add(phrases.day(episode.firstFull(), report.run().zone()));
    row.add(phrases.minute(episode.lastFull(), report.run().zone()));
    row.add(episode.fullDays());
    row.add(mailbox.messagesLost());
    row.add(mailbox.sendersAffected());
    row.add(mailbox.trend().name().toLowerCase(Locale.ROOT));
    row.add(mailbox.seenStrip().letters());
    row.add(episode.lastOkBefore() == null ? 0 : 1);
    return row;
  }

  /** A row of the list of domains. */
  static List<@Nullable Object> row(DomainSection domain) {
    DomainDay day = domain.measures();
    Interval interval = day.fullShare().wilson();
    OptionalDouble median = day.recovery().medianDays();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(ForeignText.visible(domain.domain()));
    row.add(domain.hosting().columnValue());
    row.add(day.fullShare().base());
    row.add(day.mailboxesFull());
    row.add(domain.mailboxes().size());
    row.add(rounded(day.fullShare().value()));
    row.add(rounded(interval.low()));
    row.add(rounded(interval.high()));
    row.add(domain.past().weekAgo() == null ? null : rounded(domain.past().weekAgo().value()));
    row.add(median.isPresent() ? (Object) (long) Math.ceil(median.getAsDouble()) : null);
    row.add(Place.domainFile(domain.domain()));
    return row;
  }

  static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }

  private static Map<String, Object> words(Phrases phrases) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("lang", phrases.languageTag());
    Map<String, String> levels = new LinkedHashMap<>();
    for (Level level : Level.values()) {
      levels.put(level.columnValue(), phrases.level(level));
    }
    Map<String, String> trends = new LinkedHashMap<>();
    for (Trend trend : Trend.values()) {
      trends.put(trend.name().toLowerCase(Locale.ROOT), phrases.trend(trend));
    }
    Map<String, Object> letters = new LinkedHashMap<>();
    for (DayLetter letter : DayLetter.values()) {
      letters.put(
          String.valueOf(letter.symbol()),
          List.of(HtmlStrip.styleClass(letter), phrases.letter(letter)));
    }
    Map<String, String> hostings = new LinkedHashMap<>();
    for (Hosting hosting : Hosting.values()) {
      hostings.put(hosting.columnValue(), phrases.hosting(hosting));
    }
    words.put("level", levels);
    words.put("trend", trends);
    words.put("letter", letters);
    words.put("hosting", hostings);
    words.put("strip", phrases.of("strip.label", "{0}", "{1}", "{2}", "{3}", "{4}"));
    words.put("since", phrases.of("sinceAtLatest", "{0}"));
    words.put("sinceLong", phrases.of("sinceAtLatest.long", "{0}"));
    words.put("rows", phrases.of("table.rows", "{0}", "{1}", "{2}"));
    for (String key :
        new String[] {
          "table.none",
          "table.search",
          "table.previous",
          "table.next",
          "domains.median.none",
          "ranking.share",
          "ranking.week",
          "ranking.here",
          "ranking.elsewhere",
          "flowdays.open",
          "flowdays.started",
          "flowdays.recovered",
          "flowdays.gone",
          "flowdays.lost",
          "recovery.axis"
        }) {
      words.put(key, phrases.of(key));
    }
    return words;
  }
}
