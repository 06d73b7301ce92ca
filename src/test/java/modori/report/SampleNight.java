package modori.report;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import modori.chronic.ChronicRules;
import modori.chronic.DomainDayBuilder;
import modori.chronic.Episode;
import modori.chronic.Episodes;
import modori.chronic.Hosting;
import modori.chronic.Level;
import modori.chronic.MailboxDay;
import modori.chronic.MailboxHistory;
import modori.chronic.Observation;
import modori.chronic.RecoveryCurve;
import modori.chronic.Score;
import modori.chronic.Share;
import modori.chronic.Strip;
import modori.report.Changes.MailboxChange;
import modori.report.Pictures.AtRisk;
import modori.report.Pictures.EndCount;
import modori.report.Pictures.FlowDay;
import modori.report.Pictures.HourCount;
import modori.report.Pictures.Recovery;

/** A night with a bit of everything; mailboxes are drawn as strips. */
public final class SampleNight {
  static final String FORMULA = "=cmd|' /C calc'!A0@example.jp";
  static final String SCRIPT = "<script>alert(1)</script>@example.com";
  static final String TURNED = "taro\u202Emoc.live@example.com";

  static final ReasonTexts TEXTS =
      new ReasonTexts() {
        @Override
        public String meaning(String reason) {
          return "Meaning of " + reason + ".";
        }

        @Override
        public String remedy(String reason) {
          return "Tell the recipient by another way to delete mail & to empty the trash; then send"
              + " the message again.";
        }
      };

  static final ReasonTexts JAPANESE_TEXTS =
      new ReasonTexts() {
        @Override
        public String meaning(String reason) {
          return "宛先のメールボックスが上限に達しています。";
        }

        @Override
        public String remedy(String reason) {
          return "電話など別の手段で相手に知らせ、不要なメールの削除をお願いしたうえで、あらためて送り直してください。";
        }
      };

  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  private static final LocalDate DAY = LocalDate.parse("2027-01-08");

  private SampleNight() {}

  public static NightReport full() {
    return new NightReport(
        run(List.of("mx3.example.jp")),
        totals(),
        new Changes(
            List.of(
                new MailboxChange("sales@example.jp", Hosting.OWN, Level.CHRONIC, 3),
                new MailboxChange(FORMULA, Hosting.OWN, Level.CHRONIC, 5)),
            List.of(new MailboxChange("hanako@example.jp", Hosting.OWN, Level.CHRONIC, 21)),
            List.of(new MailboxChange("jiro@example.net", Hosting.REMOTE, Level.CHRONIC, 6))),
        List.of(
            domain(
                "example.com",
                Hosting.REMOTE,
                211,
                mailbox(SCRIPT, Hosting.REMOTE, "F..k.F..F...?F..kF...F.F..F", 4, 3, Trend.STEADY),
                mailbox(TURNED, Hosting.REMOTE, "KK.KFF.M.FF.F?F.FFF.FF.FFM", 11, 2, Trend.EASING)),
            domain(
                "example.jp",
                Hosting.OWN,
                40,
                mailbox("sales@example.jp", Hosting.OWN, "K.KK.K..K.KKFFF", 3, 9, Trend.NEW),
                mailbox(FORMULA, Hosting.OWN, "FF.FF.F", 5, 1, Trend.NEW),
                mailbox(
                    "hanako@example.jp",
                    Hosting.OWN,
                    "K.K.KFF.FFMF.FFFF.kFFFFFF.FFMFFFF",
                    14,
                    6,
                    Trend.WORSE)),
            domain(
                "xn--wgv71a.example",
                Hosting.REMOTE,
                3,
                mailbox(
                    "情報システム部@xn--wgv71a.example",
                    Hosting.REMOTE,
                    "F......F.......F........F.....F.......F....F......F.......F........F...F......F"
                        + ".....F.......F....F",
                    7,
                    2,
                    Trend.STEADY))),
        new NoticeCounts(28, 113, 2, 4),
        List.of(
            new SilentGroup(
                "printer1",
                "192.0.2.17",
                "scanner@example.invalid",
                "sender_unknown_local",
                "user_unknown",
                12),
            new SilentGroup(
                null,
                "2001:db8::25",
                "\"><img src=x onerror=alert(1)>@example.invalid",
                "notice_full",
                "mailbox_full",
                1)),
        List.of(new FlappingMailbox("saburo@example.jp", Hosting.OWN, 4)),
        pictures());
  }

  private static Pictures pictures() {
    Episode recovered = episode("F.FFK.K", Hosting.OWN);
    Episode open = episode("F..FFF", Hosting.OWN);
    List<Episode> own = List.of(recovered, open);
    return new Pictures(
        trend(),
        List.of(
            new EndCount("example.jp", "mailbox_full", "rejected", 44),
            new EndCount("example.com", "mailbox_full", "deferred", 61),
            new EndCount("example.com", "mailbox_full", "bounced", 21),
            new EndCount("<b>.example", "user_unknown", "bounced", 9),
            new EndCount("", "user_unknown", "bounced", 2)),
        List.of(
            new HourCount(0, "mailbox_full", 3),
            new HourCount(9, "mailbox_full", 80),
            new HourCount(9, "user_unknown", 400),
            new HourCount(23, "greylisted", 21)),
        List.of(
            new Recovery(
                Hosting.OWN,
                RecoveryCurve.of(own),
                Recovery.DAYS.stream()
                    .map(days -> new AtRisk(days, RecoveryCurve.atRisk(own, days)))
                    .toList())));
  }

  private static List<FlowDay> trend() {
    List<FlowDay> days = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      days.add(
          new FlowDay(DAY.minusDays(19L - i), 3 + i / 4, i % 3, i % 4 == 0 ? 1 : 0, i / 19, 0));
    }
    return days;
  }

  private static Episode episode(String letters, Hosting hosting) {
    List<Episode> episodes = Episodes.of(history(letters), ChronicRules.of(hosting));
    return episodes.get(episodes.size() - 1);
  }

  static NightReport quiet() {
    return new NightReport(
        run(List.of()),
        new Totals(9120, 14, 3, 0, 77, List.of()),
        Changes.NONE,
        List.of(),
        NoticeCounts.NONE,
        List.of(),
        List.of());
  }

  /** Every section is as long as it may get. */
  static NightReport crowded(int mailboxes) {
    return crowded(1, mailboxes);
  }

  /** The same in some domains, each with as many mailboxes. */
  static NightReport crowded(int domains, int mailboxes) {
    List<DomainSection> sections = new ArrayList<>();
    for (int number = 0; number < domains; number++) {
      String name = number == 0 ? "example.jp" : "d" + number + ".example.jp";
      List<FullMailbox> crowd = new ArrayList<>();
      for (int i = number; i < mailboxes; i += domains) {
        crowd.add(mailbox("user" + i + "@" + name, Hosting.OWN, "FFFF.FFF", i, 1, Trend.STEADY));
      }
      sections.add(domain(name, Hosting.OWN, 5000, crowd.toArray(FullMailbox[]::new)));
    }
    List<MailboxChange> changes = new ArrayList<>();
    List<SilentGroup> silent = new ArrayList<>();
    List<FlappingMailbox> flapping = new ArrayList<>();
    List<String> missingHosts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String local = "a-rather-long-local-part-" + i;
      changes.add(new MailboxChange(local + "@example.org", Hosting.OWN, Level.CHRONIC, 3));
      silent.add(
          new SilentGroup(
              local, "192.0.2.1", local + "@example.invalid", "hidden_relay", "expired", 1));
      flapping.add(new FlappingMailbox(local + "@example.net", Hosting.OWN, 3));
      missingHosts.add("host" + i + ".a-rather-long-name.example.org");
    }
    return new NightReport(
        run(missingHosts),
        totals(),
        new Changes(changes, changes, changes),
        sections,
        new NoticeCounts(1, 1, 1, 1),
        silent,
        flapping);
  }

  private static RunFacts run(List<String> missingHosts) {
    return new RunFacts(
        "20270109-0300",
        DAY,
        ZONE,
        12,
        4_213_881,
        new RunFacts.Lines(12_044, 17_903, 220, 1),
        List.of("mx1.example.jp", "mx2.example.jp"),
        missingHosts,
        Duration.ofSeconds(73));
  }

  private static Totals totals() {
    return new Totals(
        10_112,
        120,
        31,
        2,
        412,
        List.of(
            new Totals.ReasonCount("user_unknown", 390, 14),
            new Totals.ReasonCount("mailbox_full", 44, 82),
            new Totals.ReasonCount("greylisted", 0, 21),
            new Totals.ReasonCount("host_unknown", 9, 0),
            new Totals.ReasonCount("unclassified", 0, 5)));
  }

  private static DomainSection domain(
      String domain, Hosting hosting, int active, FullMailbox... mailboxes) {
    DomainDayBuilder builder = new DomainDayBuilder(domain, DAY);
    for (FullMailbox mailbox : mailboxes) {
      builder.add(mailbox.episode().lastDay(), List.of(mailbox.episode()));
    }
    for (int i = mailboxes.length; i < active; i++) {
      builder.add(DAY, List.of());
    }
    return new DomainSection(
        hosting,
        builder.build(),
        List.of(mailboxes),
        new DomainPast(
            new Share(1, Math.max(active, 1)), trend(), new Totals(901, 4, 3, 2, 44, List.of())));
  }

  private static FullMailbox mailbox(
      String address, Hosting hosting, String letters, long lost, long senders, Trend trend) {
    MailboxHistory history = history(letters);
    ChronicRules rules = ChronicRules.of(hosting);
    List<Episode> episodes = Episodes.of(history, rules);
    return new FullMailbox(
        address,
        address.startsWith("sales") ? "mailbox_full_by_count" : "mailbox_full",
        episodes.get(episodes.size() - 1),
        Strip.of(history, rules, 60),
        Score.of(history, rules),
        lost,
        senders,
        trend);
  }

  private static MailboxHistory history(String letters) {
    List<Observation> observations = new ArrayList<>();
    Set<LocalDate> missing = new HashSet<>();
    for (int i = 0; i < letters.length(); i++) {
      LocalDate day = DAY.minusDays(letters.length() - 1L - i);
      switch (letters.charAt(i)) {
        case 'F' -> observations.add(at(day, 9, Observation.Kind.FULL, 1500));
        case 'M' -> {
          observations.add(at(day, 9, Observation.Kind.FULL, 1500));
          observations.add(at(day, 17, Observation.Kind.OK, 40_000));
        }
        case 'K' -> observations.add(at(day, 12, Observation.Kind.OK, 40_000));
        case 'k' -> observations.add(at(day, 12, Observation.Kind.OK, 1));
        case '?' -> missing.add(day);
        default -> {}
      }
    }
    return MailboxHistory.of(MailboxDay.of(observations, ZONE), DAY, missing);
  }

  private static Observation at(LocalDate day, int hour, Observation.Kind kind, long sizeBytes) {
    return new Observation(
        day.atTime(LocalTime.of(hour, 10)).atZone(ZONE).toInstant(),
        kind,
        sizeBytes,
        day + " " + hour);
  }
}
