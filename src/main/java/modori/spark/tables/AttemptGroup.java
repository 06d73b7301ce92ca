package modori.spark.tables;

import java.util.List;
import java.util.Objects;
import modori.correlate.StoreTwins;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/**
 * Which rows of delivery_attempt share files. Most rows tell of mail that went well, and most
 * questions are about the others: where they lie apart, the bounds in the files' metadata spare
 * whoever asks for failures the reading of deliveries. The place of a row means nothing else.
 */
final class AttemptGroup {
  private static final int PLAIN = 0;
  private static final int DEFERRED = 1;
  private static final int STORED = 2;
  private static final int TELLING = 3;

  private final int eventType;
  private final int mta;
  private final int sender;
  private final int noticeKind;

  AttemptGroup(List<Types.NestedField> columns) {
    List<String> names = columns.stream().map(Types.NestedField::name).toList();
    eventType = names.indexOf("event_type");
    mta = names.indexOf("mta");
    sender = names.indexOf("sender_address");
    noticeKind = names.indexOf("notice_kind");
  }

  int of(Record row) {
    if (StoreTwins.isStore((String) row.get(mta))) {
      return STORED;
    }
    if (row.get(noticeKind) != null || Objects.equals(row.get(sender), "")) {
      return TELLING; // of another message
    }
    return switch ((String) row.get(eventType)) {
      case "delivered", "relayed" -> PLAIN;
      case "deferred" -> DEFERRED;
      default -> TELLING;
    };
  }
}
