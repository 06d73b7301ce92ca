package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;

/** What a part of the facts says of one sender domain's failures on one day; parts add up. */
final class SenderPartial {
  final LocalDate day;
  private final String domain;
  private final String reason;
  private final LongSet messages = new LongSet();
  private final LongSet mailboxes = new LongSet();
  private long failures;

  SenderPartial(LocalDate day, String domain, String reason) {
    this.day = day;
    this.domain = domain;
    this.reason = reason;
  }

  /** What parts must share to be added. */
  String key() {
    return SenderCount.key(day, domain, reason);
  }

  /** Counts a failure. */
  void count(long message, long mailbox) {
    failures++;
    messages.add(message);
    mailboxes.add(mailbox);
  }

  /** Adds another part of the same key; the answer is this one. */
  SenderPartial add(SenderPartial other) {
    failures += other.failures;
    messages.addAll(other.messages);
    mailboxes.addAll(other.mailboxes);
    return this;
  }

  SenderCount count() {
    return new SenderCount(day, domain, reason, failures, messages.size(), mailboxes.size(), 0, 0);
  }

  void write(Output out) {
    out.writeLong(day.toEpochDay());
    out.writeString(domain);
    out.writeString(reason);
    out.writeLong(failures);
    messages.write(out);
    mailboxes.write(out);
  }

  static SenderPartial read(Input in) {
    LocalDate day = LocalDate.ofEpochDay(in.readLong());
    SenderPartial part = new SenderPartial(day, in.readString(), in.readString());
    part.failures = in.readLong();
    part.messages.addAll(in);
    part.mailboxes.addAll(in);
    return part;
  }
}
