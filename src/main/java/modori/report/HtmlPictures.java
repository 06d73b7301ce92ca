package modori.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import modori.report.Pictures.FlowDay;
import modori.report.Pictures.HourCount;
import modori.report.Pictures.Recovery;

/** The pictures of a page; each also as numbers, and with what it rests on. */
final class HtmlPictures {
  private static final int MOST_REASONS = 6;

  private final Html html;
  private final PageData data;
  private final NightReport report;
  private final Phrases phrases;

  HtmlPictures(Html html, PageData data, NightReport report, Phrases phrases) {
    this.html = html;
    this.data = data;
    this.report = report;
    this.phrases = phrases;
  }

  /** Domains by share; the list of domains holds the numbers. */
  void ranking() {
    open("ranking", phrases.of("ranking.text"));
    close();
    data.chart("ranking", report.domains().stream().map(PageData::row).toList());
  }

  void trend(List<FlowDay> days) {
    if (days.isEmpty()) {
      return;
    }
    open("flowdays", phrases.of("flowdays.text"));
    numbers("flowdays");
    header("flowdays.day");
    for (String name : List.of("open", "started", "recovered", "gone", "lost")) {
      html.element("th scope=\"col\" class=\"n\"", phrases.of("flowdays." + name));
    }
    body();
    List<Object> rows = new ArrayList<>();
    for (FlowDay day : days) {
      int[] counts = {day.open(), day.started(), day.recovered(), day.gone(), day.lost()};
      rowHeader(day.day().toString());
      for (int count : counts) {
        html.element("td class=\"n\"", phrases.number(count));
      }
      html.markup("</tr>\n");
      rows.add(
          List.of(day.day().toString(), counts[0], counts[1], counts[2], counts[3], counts[4]));
    }
    end();
    data.chart("flowdays", rows);
  }

  void ends(List<Pictures.EndCount> counts) {
    if (counts.isEmpty()) {
      return;
    }
    List<Pictures.EndCount> flows =
        EndFlows.of(counts.stream().map(this::named).toList(), phrases.of("ends.others"));
    open("ends", phrases.of("ends.text", report.run().asOfDay().toString()));
    numbers("ends");
    header("ends.domain");
    html.element("th scope=\"col\"", phrases.of("reason"))
        .element("th scope=\"col\"", phrases.of("ends.end"))
        .element("th scope=\"col\" class=\"n\"", phrases.of("count"));
    body();
    for (Pictures.EndCount flow : flows) {
      html.markup("<tr><th scope=\"row\">")
          .foreign(flow.domain())
          .markup("</th>")
          .element("td", flow.reason())
          .element("td", phrases.end(flow.end()))
          .element("td class=\"n\"", phrases.number(flow.failures()))
          .markup("</tr>\n");
    }
    end();
    data.chart(
        "ends",
        flows.stream()
            .map(
                flow ->
                    List.<Object>of(
                        ForeignText.visible(flow.domain()),
                        flow.reason(),
                        phrases.end(flow.end()),
                        flow.failures()))
            .toList());
  }

  // A recipient may be written without a domain.
  private Pictures.EndCount named(Pictures.EndCount count) {
    return count.domain().isEmpty()
        ? new Pictures.EndCount(
            phrases.of("ends.noDomain"), count.reason(), count.end(), count.failures())
        : count;
  }

  void recovery(List<Recovery> recoveries) {
    if (recoveries.isEmpty()) {
      return;
    }
    open("recovery", phrases.of("recovery.text"));
    numbers("recovery");
    header("recovery.days");
    for (Recovery recovery : recoveries) {
      String whose = phrases.hosting(recovery.hosting());
      html.element("th scope=\"col\" class=\"n\"", phrases.of("recovery.share", whose))
          .element("th scope=\"col\" class=\"n\"", phrases.of("recovery.risk", whose));
    }
    body();
    for (int i = 0; i < Recovery.DAYS.size(); i++) {
      int days = Recovery.DAYS.get(i);
      rowHeader(phrases.number(days));
      for (Recovery recovery : recoveries) {
        double share = 1 - recovery.curve().recoveredWithin(days);
        html.element("td class=\"n\"", phrases.percent(share))
            .element("td class=\"n\"", phrases.number(recovery.atRisk().get(i).episodes()));
      }
      html.markup("</tr>\n");
    }
    end();
    data.chart("recovery", recoveries.stream().map(this::curve).toList());
  }

  private Map<String, Object> curve(Recovery recovery) {
    Map<String, Object> curve = new LinkedHashMap<>();
    curve.put("name", phrases.hosting(recovery.hosting()));
    curve.put(
        "steps",
        recovery.curve().steps().stream()
            .map(step -> List.of(PageData.rounded(step.days()), PageData.rounded(step.share())))
            .toList());
    curve.put(
        "risk", recovery.atRisk().stream().map(r -> List.of(r.days(), r.episodes())).toList());
    return curve;
  }

  void hours(List<HourCount> counts) {
    if (counts.isEmpty()) {
      return;
    }
    Function<String, String> shown =
        EndFlows.largest(counts, HourCount::reason, HourCount::failures, MOST_REASONS, "\uFFFF");
    Map<String, long[]> reasons = new TreeMap<>();
    for (HourCount count : counts) {
      reasons.computeIfAbsent(shown.apply(count.reason()), any -> new long[24])[count.hour()] +=
          count.failures();
    }
    open(
        "hours",
        phrases.of("hours.text", report.run().asOfDay().toString(), report.run().zone().getId()));
    numbers("hours");
    header("hours.hour");
    reasons.keySet().forEach(name -> html.element("th scope=\"col\" class=\"n\"", named(name)));
    body();
    for (int hour = 0; hour < 24; hour++) {
      rowHeader(String.valueOf(hour));
      for (long[] ofReason : reasons.values()) {
        html.element("td class=\"n\"", phrases.number(ofReason[hour]));
      }
      html.markup("</tr>\n");
    }
    end();
    List<Object> series = new ArrayList<>();
    reasons.forEach((name, ofReason) -> series.add(List.of(named(name), ofReason)));
    data.chart("hours", series);
  }

  private String named(String reason) {
    return reason.equals("\uFFFF") ? phrases.of("ends.others") : reason;
  }

  private void open(String name, String text) {
    html.markup("<figure")
        .attribute("id", "picture-" + name)
        .markup(">\n")
        .element("h3", phrases.of(name))
        .element("p class=\"note\"", text)
        .markup("\n<div class=\"chart\" role=\"img\"")
        .attribute("data-chart", name)
        .attribute("aria-label", phrases.of(name))
        .markup("></div>\n");
  }

  private void close() {
    html.markup("<figcaption>");
    HtmlFrame.coverage(html, report, phrases);
    html.markup("</figcaption>\n</figure>\n");
  }

  private void numbers(String name) {
    html.markup("<details>")
        .element("summary", phrases.of("picture.numbers"))
        .markup("<div class=\"scroll\"><table>\n")
        .element("caption", phrases.of(name))
        .markup("\n<thead><tr>");
  }

  private void header(String key) {
    html.element("th scope=\"col\"", phrases.of(key));
  }

  private void body() {
    html.markup("</tr></thead>\n<tbody>\n");
  }

  private void rowHeader(String text) {
    html.markup("<tr>").element("th scope=\"row\"", text);
  }

  private void end() {
    html.markup("</tbody>\n</table></div></details>\n");
    close();
  }
}
