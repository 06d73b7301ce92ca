package modori.correlate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Puts the facts of a split together while it is scanned: an open-addressing table by (host,
 * instance, queue id). Its size is bounded: entries that were idle for longest leave as fragments.
 *
 * <p>An entry that has ended stays for a moment, since daemons log side by side and a line may come
 * after the one that says removed; what ends within that moment of the split's end leaves as a
 * fragment too.
 */
public final class EntryAssembler {
  private static final long SECOND = 1_000_000L;

  /** How long after its removal an entry may still get lines. */
  static final long LINGER = 10 * SECOND;

  /** The same for servers that log no removal (Sendmail): its other recipients may follow. */
  static final long LONG_LINGER = 600 * SECOND;

  private final EventMask mask;
  private final EntrySink sink;
  private final int mostEntries;
  private final long mostBytes;
  private @Nullable OpenEntry[] table = new OpenEntry[1 << 12];
  private int size;
  private long factBytes;
  private final EntryQueue idle = new EntryQueue();
  private final EntryQueue removed = new EntryQueue();
  private final EntryQueue settled = new EntryQueue();
  private byte[] key = new byte[256];
  private final LogEvent born = new LogEvent();
  private long scanBegan = Long.MIN_VALUE;

  /**
   * An empty table.
   *
   * @param mostEntries held at a time
   * @param mostBytes of facts held at a time
   */
  public EntryAssembler(EntrySink sink, int mostEntries, long mostBytes) {
    this(sink, mostEntries, mostBytes, EventMask.NONE);
  }

  /** The same, of events that are masked before anything is made of them. */
  public EntryAssembler(EntrySink sink, int mostEntries, long mostBytes, EventMask mask) {
    this.mask = mask;
    this.sink = sink;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  /** Takes an event of the line; {@code host} is used where the line names none. */
  public void add(
      String mta, byte[] host, LogLine line, LogEvent event, int fileNumber, long offset) {
    mask.mask(event);
    release(line.timeMicros);
    if (scanBegan == Long.MIN_VALUE) {
      scanBegan = line.timeMicros;
    }
    boolean named = line.hostTo > line.hostFrom;
    byte[] hostBytes = named ? line.bytes : host;
    int hostFrom = named ? line.hostFrom : 0;
    int hostTo = named ? line.hostTo : host.length;
    if (!event.has(EventField.QUEUE_ID) || event.type() == EventType.STORED) {
      sink.alone(
          mta,
          KnownTexts.of(hostBytes, hostFrom, hostTo - hostFrom),
          line,
          event,
          fileNumber,
          offset);
      return;
    }
    if (event.has(EventFlag.ADDRESS_PROBE)) {
      return;
    }
    if (isClone(event)) {
      joinClone(mta, hostBytes, hostFrom, hostTo, line, event, fileNumber, offset);
    }
    OpenEntry entry =
        entry(mta, hostBytes, hostFrom, hostTo, event, EventField.QUEUE_ID, line.timeMicros);
    if (entry.ended() && event.type() == EventType.ARRIVAL && event.noticeKind() == null) {
      entry.reopen(); // the queue id is used again; who reads the facts tells the uses apart
    }
    note(entry, event, line.timeMicros, fileNumber, offset);
    entry.started |= event.type() == EventType.ARRIVAL;
    boolean dropped = event.has(EventFlag.NOTICE_DROPPED);
    if (event.type() == EventType.NOTICE && event.has(EventField.OTHER_QUEUE_ID) && !dropped) {
      bear(mta, hostBytes, hostFrom, hostTo, line, event, fileNumber, offset);
    }
    shrink();
  }

  // Sendmail copies a message for the owner of an alias under a new queue id.
  private static boolean isClone(LogEvent event) {
    return event.type() == EventType.ARRIVAL
        && event.noticeKind() == null
        && event.has(EventField.OTHER_QUEUE_ID)
        && event.has(EventFlag.ENDS_WITH_RECIPIENTS);
  }

  private void joinClone(
      String mta,
      byte[] host,
      int hostFrom,
      int hostTo,
      LogLine line,
      LogEvent event,
      int fileNumber,
      long offset) {
    OpenEntry parent =
        entry(mta, host, hostFrom, hostTo, event, EventField.OTHER_QUEUE_ID, line.timeMicros);
    // The owner hears of the first message's failures too, by the notice of the copy.
    born.begin(EventType.NOTICE).noticeKind(NoticeKind.NON_DELIVERY);
    copy(event, EventField.OTHER_QUEUE_ID, EventField.QUEUE_ID);
    copy(event, EventField.QUEUE_ID, EventField.OTHER_QUEUE_ID);
    note(parent, born, line.timeMicros, fileNumber, offset);
  }

  /** The split has ended: everything leaves. */
  public void finish() {
    for (EntryQueue queue : new EntryQueue[] {idle, removed, settled}) {
      for (OpenEntry entry = queue.oldest(); entry != null; entry = queue.oldest()) {
        take(entry);
        sink.fragment(fragment(entry));
      }
    }
  }

  // The notice's own entry: it has no client, and its begin is the line of the message that failed.
  private void bear(
      String mta,
      byte[] host,
      int hostFrom,
      int hostTo,
      LogLine line,
      LogEvent event,
      int fileNumber,
      long offset) {
    NoticeKind kind = event.noticeKind();
    born.begin(EventType.ARRIVAL).noticeKind(kind == null ? NoticeKind.NON_DELIVERY : kind);
    copy(event, EventField.OTHER_QUEUE_ID, EventField.QUEUE_ID);
    copy(event, EventField.QUEUE_ID, EventField.OTHER_QUEUE_ID);
    if (event.has(EventField.INSTANCE)) {
      copy(event, EventField.INSTANCE, EventField.INSTANCE);
    }
    OpenEntry entry =
        entry(mta, host, hostFrom, hostTo, born, EventField.QUEUE_ID, line.timeMicros);
    entry.born = true;
    note(entry, born, line.timeMicros, fileNumber, offset);
  }

  private void copy(LogEvent event, EventField from, EventField to) {
    born.put(to, event.bytes(from), event.from(from), event.to(from));
  }

  private void note(OpenEntry entry, LogEvent event, long time, int fileNumber, long offset) {
    int before = entry.facts.length();
    entry.facts.add(event, time, fileNumber, offset);
    factBytes += entry.facts.length() - before;
    switch (event.type()) {
      case REMOVED -> entry.endedAt = time;
      case ATTEMPT -> {
        if (event.outcome() == Outcome.DEFERRED) {
          entry.deferralSeen = true;
        } else {
          entry.settled += event.has(EventFlag.RECIPIENT_LIST) ? RecipientList.count(event) : 1;
        }
      }
      case MESSAGE_ID -> entry.messageIdSeen = true;
      case REJECTION -> entry.refusalSeen = true;
      case ARRIVAL, ATTEMPT_DETAIL, ENVELOPE, EXPIRED, NOTICE, STORED -> {}
    }
    if (event.has(EventNumber.RECIPIENT_COUNT)) {
      entry.recipients = (int) event.number(EventNumber.RECIPIENT_COUNT);
    }
    entry.endsWithRecipients |= event.has(EventFlag.ENDS_WITH_RECIPIENTS);
    if (refusedWhole(event)) {
      entry.endedAt = time;
      entry.refused = true;
    } else if (entry.endsWithRecipients && !entry.refused) {
      boolean told = entry.settled > 0 || entry.refusalSeen;
      boolean over = told && entry.settled >= entry.recipients && !entry.deferralSeen;
      entry.endedAt = over ? time : Long.MIN_VALUE;
    }
    place(entry);
  }

  // A message that is refused or thrown away as a whole gets no removal line.
  private static boolean refusedWhole(LogEvent event) {
    Outcome outcome = event.outcome();
    return event.has(EventFlag.ENDS_WITH_RECIPIENTS)
        && (event.type() == EventType.REJECTION || outcome == Outcome.DISCARDED);
  }

  private void place(OpenEntry entry) {
    EntryQueue queue = !entry.ended() ? idle : entry.endsWithRecipients ? settled : removed;
    if (entry.queue == queue && queue != idle && queue != settled) {
      return;
    }
    if (entry.queue != null) {
      entry.queue.remove(entry);
    }
    queue.add(entry);
  }

  // Entries that ended long enough ago leave.
  private void release(long now) {
    for (OpenEntry entry = removed.oldest();
        entry != null && entry.endedAt + LINGER < now;
        entry = removed.oldest()) {
      take(entry);
      leaveComplete(entry);
    }
    for (OpenEntry entry = settled.oldest();
        entry != null && entry.endedAt + LONG_LINGER < now;
        entry = settled.oldest()) {
      take(entry);
      leaveComplete(entry);
    }
  }

  private void leaveComplete(OpenEntry entry) {
    if (entry.begun(scanBegan)) {
      sink.complete(fragment(entry));
    } else {
      sink.fragment(fragment(entry));
    }
  }

  private void shrink() {
    while (size > mostEntries || factBytes > mostBytes) {
      OpenEntry entry =
          idle.oldest() != null
              ? idle.oldest()
              : settled.oldest() != null ? settled.oldest() : removed.oldest();
      if (entry == null) {
        return;
      }
      take(entry);
      sink.fragment(fragment(entry));
    }
  }

  private static Fragment fragment(OpenEntry entry) {
    byte[] key = entry.key;
    int instanceFrom = entry.hostLength;
    int queueIdFrom = instanceFrom + entry.instanceLength;
    return new Fragment(
        entry.mta,
        KnownTexts.of(key, 0, instanceFrom),
        KnownTexts.of(key, instanceFrom, entry.instanceLength),
        new String(key, queueIdFrom, key.length - queueIdFrom, StandardCharsets.UTF_8),
        entry.facts.toBytes());
  }

  private OpenEntry entry(
      String mta,
      byte[] host,
      int hostFrom,
      int hostTo,
      LogEvent event,
      EventField id,
      long timeMicros) {
    int hostLength = hostTo - hostFrom;
    int instanceLength =
        event.has(EventField.INSTANCE)
            ? event.to(EventField.INSTANCE) - event.from(EventField.INSTANCE)
            : 0;
    int idLength = event.to(id) - event.from(id);
    int length = hostLength + instanceLength + idLength;
    if (key.length < length) {
      key = new byte[length * 2];
    }
    System.arraycopy(host, hostFrom, key, 0, hostLength);
    if (instanceLength > 0) {
      System.arraycopy(
          event.bytes(EventField.INSTANCE),
          event.from(EventField.INSTANCE),
          key,
          hostLength,
          instanceLength);
    }
    System.arraycopy(event.bytes(id), event.from(id), key, hostLength + instanceLength, idLength);
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + key[i];
    }
    hash *= 0x9E3779B1;
    hash ^= hash >>> 15;
    int mask = table.length - 1;
    int slot = hash & mask;
    for (OpenEntry entry = table[slot];
        entry != null;
        slot = slot + 1 & mask, entry = table[slot]) {
      if (entry.hash == hash
          && entry.hostLength == hostLength
          && entry.instanceLength == instanceLength
          && Arrays.equals(entry.key, 0, entry.key.length, key, 0, length)) {
        return entry;
      }
    }
    OpenEntry entry =
        new OpenEntry(
            Arrays.copyOf(key, length), hash, hostLength, instanceLength, mta, timeMicros);
    table[slot] = entry;
    if (++size * 2 > table.length) {
      grow();
    }
    return entry;
  }

  private void grow() {
    @Nullable OpenEntry[] old = table;
    table = new OpenEntry[old.length * 2];
    for (OpenEntry entry : old) {
      if (entry != null) {
        int slot = entry.hash & table.length - 1;
        while (table[slot] != null) {
          slot = slot + 1 & table.length - 1;
        }
        table[slot] = entry;
      }
    }
  }

  // Out of the lists and out of the table; the entries behind it move up (no tombstones).
  private void take(OpenEntry entry) {
    if (entry.queue != null) {
      entry.queue.remove(entry);
    }
    int mask = table.length - 1;
    int slot = entry.hash & mask;
    while (table[slot] != entry) {
      slot = slot + 1 & mask;
    }
    table[slot] = null;
    size--;
    factBytes -= entry.facts.length();
    for (int next = slot + 1 & mask; table[next] != null; next = next + 1 & mask) {
      OpenEntry moved = table[next];
      int home = moved == null ? next : moved.hash & mask;
      if ((next - home & mask) >= (next - slot & mask)) {
        table[slot] = moved;
        table[next] = null;
        slot = next;
      }
    }
  }
}
