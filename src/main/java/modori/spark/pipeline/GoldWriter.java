package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import modori.chronic.DomainDay;
import modori.chronic.Episode;
import modori.chronic.EpisodeStatus;
import modori.chronic.Interval;
import modori.chronic.Share;
import modori.parse.Outcome;
import modori.spark.pipeline.JudgedDomain.EpisodeCost;
import modori.spark.pipeline.JudgedDomain.JudgedMailbox;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** Writes what was judged and counted into the gold tables. */
final class GoldWriter {
  private final Tables tables;
  private final LocalDate asOf;
  private final Set<String> ownDomains;

  GoldWriter(Tables tables, LocalDate asOf, Set<String> ownDomains) {
    this.tables = tables;
    this.asOf = asOf;
    this.ownDomains = ownDomains;
  }

  /** All episodes and the present state of every mailbox that was ever full. */
  void episodes(List<JudgedDomain> judged) {
    try (RowWriter episodes = writer(MailTables.MAILBOX_EPISODE);
        RowWriter current = writer(MailTables.MAILBOX_CURRENT)) {
      for (JudgedDomain domain : judged) {
        String hosted = domain.hosting().columnValue();
        for (JudgedMailbox mailbox : domain.mailboxes()) {
          mailbox.episodes().forEach(cost -> episodes.write(episode(mailbox, hosted, cost)));
          current.write(current(mailbox, hosted));
        }
      }
      tables.replace(MailTables.MAILBOX_EPISODE, Tables.everything(), episodes.finish());
      tables.replace(MailTables.MAILBOX_CURRENT, Tables.everything(), current.finish());
    }
  }

  private static Record episode(JudgedMailbox mailbox, String hosted, EpisodeCost cost) {
    Episode episode = cost.episode();
    return new RowBuilder(MailTables.MAILBOX_EPISODE)
        .set("mailbox_key", mailbox.mailboxKey())
        .set("recipient_address", mailbox.address())
        .set("recipient_domain", mailbox.domain())
        .set("provider", mailbox.provider())
        .set("hosted", hosted)
        .setTime("first_full", episode.firstFull())
        .setTime("last_full", episode.lastFull())
        .set("status", episode.status().columnValue())
        .set("closed_on", episode.closedOn())
        .setTime("recovered_at", episode.recoveredAt())
        .setTime("last_ok_before", episode.lastOkBefore())
        .set("full_days", episode.fullDays())
        .set("attempt_days", episode.attemptDays())
        .set("full_count", episode.fullCount())
        .set("regularity", episode.regularity())
        .set("span_days", episode.spanDays())
        .set("flap_count", episode.flapCount())
        .set("level", episode.level().columnValue())
        .set("senders_affected", cost.sendersAffected())
        .set("messages_lost", cost.messagesLost())
        .set("next_state", nextState(episode.status()))
        .build();
  }

  private static @Nullable String nextState(EpisodeStatus status) {
    return switch (status) {
      case OPEN -> null;
      case RECOVERED -> "free";
      case GONE -> "gone";
      case LOST -> "unseen";
    };
  }

  private Record current(JudgedMailbox mailbox, String hosted) {
    EpisodeCost newest = mailbox.newest();
    Episode episode = newest.episode();
    return new RowBuilder(MailTables.MAILBOX_CURRENT)
        .set("mailbox_key", mailbox.mailboxKey())
        .set("recipient_address", mailbox.address())
        .set("recipient_domain", mailbox.domain())
        .set("provider", mailbox.provider())
        .set("hosted", hosted)
        .set("as_of", asOf)
        .setTime("first_full", episode.firstFull())
        .setTime("last_full", episode.lastFull())
        .set("status", episode.status().columnValue())
        .set("level", episode.level().columnValue())
        .setTime("recovered_at", episode.recoveredAt())
        .setTime("last_ok_before", episode.lastOkBefore())
        .set("full_days", episode.fullDays())
        .set("attempt_days", episode.attemptDays())
        .set("span_days", episode.spanDays())
        .set("flap_count", episode.flapCount())
        .set("regularity", episode.regularity())
        .set("episodes", mailbox.episodes().size())
        .set("senders_affected", newest.sendersAffected())
        .set("messages_lost", newest.messagesLost())
        .set("strip", mailbox.strip().letters())
        .set("score", mailbox.score().percent())
        .build();
  }

  /** The days from the first to the last finished one. */
  void domainDays(
      LocalDate first,
      List<DomainPartial> partials,
      List<JudgedDomain> judged,
      Map<String, int[]> active) {
    Map<String, DomainPartial> counted = GoldStep.byDomainAndDay(partials);
    Map<String, JudgedDomain> byDomain = new HashMap<>();
    judged.forEach(domain -> byDomain.put(domain.domain(), domain));
    TreeSet<String> names = new TreeSet<>(byDomain.keySet());
    partials.forEach(partial -> names.add(partial.domain));
    LocalDate last = asOf;
    for (DomainPartial partial : partials) {
      last = partial.day.isAfter(last) ? partial.day : last;
    }
    try (RowWriter writer = writer(MailTables.DOMAIN_DAY)) {
      for (String name : names) {
        JudgedDomain domain = byDomain.get(name);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
          DomainPartial count = counted.get(name + ' ' + day);
          DomainDay measures = domain == null ? null : domain.days().get(day);
          boolean flows =
              measures != null
                  && (measures.mailboxesFull() > 0
                      || measures.flow().openBefore() > 0
                      || measures.flow().started() > 0);
          if (count != null || flows) {
            int[] actives = active.get(name);
            int index = (int) (day.toEpochDay() - first.toEpochDay());
            int mailboxes = actives == null || index >= actives.length ? 0 : actives[index];
            writer.write(
                domainDay(
                    name,
                    day,
                    count == null ? new DomainPartial(name, day) : count,
                    measures,
                    mailboxes));
          }
        }
      }
      tables.replacePartitions(MailTables.DOMAIN_DAY, writer.finish());
    }
  }

  private Record domainDay(
      String domain, LocalDate day, DomainPartial count, @Nullable DomainDay measures, int active) {
    int full = measures == null ? 0 : measures.mailboxesFull();
    Share share = new Share(full, Math.max(active, full));
    Interval interval = share.base() < Share.LARGE_BASE ? share.wilson() : null;
    DomainDay.Flow flow = measures == null ? new DomainDay.Flow(0, 0, 0, 0, 0) : measures.flow();
    return new RowBuilder(MailTables.DOMAIN_DAY)
        .set("day", day)
        .set("recipient_domain", domain)
        .set("hosted", ownDomains.contains(domain) ? "own" : count.hosted)
        .set("attempts", count.attempts)
        .set("delivered", count.count(Outcome.DELIVERED))
        .set("deferred", count.count(Outcome.DEFERRED))
        .set("bounced", count.count(Outcome.BOUNCED))
        .set("expired", count.count(Outcome.EXPIRED))
        .set("rejected", count.count(Outcome.REJECTED))
        .set("mailboxes_active_30d", active)
        .set("mailboxes_full", full)
        .set("mailboxes_chronic", measures == null ? 0 : measures.mailboxesChronic())
        .set(
            "mailboxes_abandoned_suspect",
            measures == null ? 0 : measures.mailboxesAbandonedSuspect())
        .set("full_share", share.value())
        .set("full_share_low", interval == null ? null : interval.low())
        .set("full_share_high", interval == null ? null : interval.high())
        .set("episodes_before", flow.openBefore())
        .set("episodes_new", flow.started())
        .set("episodes_recovered", flow.recovered())
        .set("episodes_gone", flow.gone())
        .set("episodes_lost", flow.lost())
        .set(
            "episode_days_median",
            measures == null || measures.recovery().medianDays().isEmpty()
                ? null
                : measures.recovery().medianDays().getAsDouble())
        .set("senders_affected", count.refusedSenders.size())
        .set("messages_lost", (long) count.lost.size())
        .set("messages_delayed", (long) count.delayed.size())
        .set("attempts_wasted", count.wasted)
        .build();
  }

  /** Failures by domain, reason and day. */
  void domainReasonDays(List<DomainPartial> partials) {
    try (RowWriter writer = writer(MailTables.DOMAIN_REASON_DAY)) {
      for (DomainPartial partial : partials) {
        partial.reasons.forEach(
            (key, reason) -> {
              int blank = key.indexOf(' ');
              writer.write(
                  new RowBuilder(MailTables.DOMAIN_REASON_DAY)
                      .set("day", partial.day)
                      .set("recipient_domain", partial.domain)
                      .set("reason", key.substring(0, blank))
                      .set("detected_by", key.substring(blank + 1))
                      .set("events", reason.events)
                      .set("messages", (long) reason.messages.size())
                      .set("recipients", (long) reason.mailboxes.size())
                      .setMicros("first_seen", reason.firstMicros)
                      .setMicros("last_seen", reason.lastMicros)
                      .set("sample_event_id", reason.sampleEventId)
                      .build());
            });
      }
      tables.replacePartitions(MailTables.DOMAIN_REASON_DAY, writer.finish());
    }
  }

  private RowWriter writer(modori.spark.tables.TableDefinition definition) {
    return new RowWriter(tables.staged(definition), definition, 0, System.nanoTime());
  }
}
