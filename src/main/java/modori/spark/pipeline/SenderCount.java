package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.data.Record;

/**
 * A row of sender_day.
 *
 * @param domain of the reverse-path
 * @param reason why mail of this domain failed
 * @param failures attempts and refusals
 * @param messages different ones
 * @param recipients different mailboxes
 * @param silent messages that failed while nobody was told
 * @param complaints of recipients
 */
record SenderCount(
    LocalDate day,
    String domain,
    String reason,
    long failures,
    long messages,
    long recipients,
    long silent,
    long complaints)
    implements Serializable {

  static String key(LocalDate day, String domain, String reason) {
    return day.toEpochDay() + " " + domain + " " + reason;
  }

  String key() {
    return key(day, domain, reason);
  }

  boolean isEmpty() {
    return failures + silent + complaints == 0;
  }

  SenderCount add(SenderCount other) {
    return new SenderCount(
        day,
        domain,
        reason,
        failures + other.failures,
        messages + other.messages,
        recipients + other.recipients,
        silent + other.silent,
        complaints + other.complaints);
  }

  static SenderCount of(Record row) {
    return new SenderCount(
        (LocalDate) row.getField("day"),
        (String) row.getField("sender_domain"),
        (String) row.getField("reason"),
        (Long) row.getField("failures"),
        (Long) row.getField("messages"),
        (Long) row.getField("recipients"),
        (Long) row.getField("silent_failures"),
        (Long) row.getField("complaints"));
  }

  Record row() {
    return new RowBuilder(MailTables.SENDER_DAY)
        .set("day", day)
        .set("sender_domain", domain)
        .set("reason", reason)
        .set("failures", failures)
        .set("messages", messages)
        .set("recipients", recipients)
        .set("silent_failures", silent)
        .set("complaints", complaints)
        .build();
  }
}
