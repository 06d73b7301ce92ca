package modori.spark.tables;

import java.util.EnumMap;
import java.util.Map;
import modori.classify.FailureReason;

/** What the taxonomy says of a reason, as it stands in columns: made once, not per row. */
record ReasonColumns(String category, String side, String permanence) {
  private static final Map<FailureReason, ReasonColumns> ALL = all();

  static ReasonColumns of(FailureReason reason) {
    ReasonColumns columns = ALL.get(reason);
    if (columns == null) {
      throw new IllegalArgumentException(reason.id());
    }
    return columns;
  }

  private static Map<FailureReason, ReasonColumns> all() {
    Map<FailureReason, ReasonColumns> all = new EnumMap<>(FailureReason.class);
    for (FailureReason reason : FailureReason.values()) {
      all.put(
          reason,
          new ReasonColumns(
              reason.category().columnValue(),
              reason.side().columnValue(),
              reason.permanence().columnValue()));
    }
    return all;
  }
}
