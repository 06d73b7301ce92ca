package modori.spark.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The changes of rows that steps ask for. */
final class RowChanges {
  private RowChanges() {}

  /**
   * Other values for some columns.
   *
   * @param idColumn column of the ids
   * @param columns that change
   * @param values by id, as many as there are columns
   */
  record NewValues(String idColumn, List<String> columns, Map<String, @Nullable Object[]> values)
      implements RowRewrite.Change {
    NewValues {
      values = new HashMap<>(values);
    }

    @Override
    public boolean concerns(String id) {
      return values.containsKey(id);
    }

    @Override
    public Record of(Record row) {
      @Nullable Object[] mine = values.get((String) row.getField(idColumn));
      if (mine != null) {
        for (int i = 0; i < mine.length; i++) {
          row.setField(columns.get(i), mine[i]);
        }
      }
      return row;
    }
  }

  /** Attempts that are taken out, as one log tells them. */
  static final class WithoutEvents implements RowRewrite.Change {
    private static final long serialVersionUID = 1;

    private final Set<LoggedEvent> events;
    private final Set<String> ids = new HashSet<>();

    WithoutEvents(Set<LoggedEvent> events) {
      this.events = new HashSet<>(events);
      events.forEach(event -> ids.add(event.eventId()));
    }

    @Override
    public boolean concerns(String id) {
      return ids.contains(id);
    }

    @Override
    public @Nullable Record of(Record row) {
      LoggedEvent event =
          new LoggedEvent((String) row.getField("event_id"), (String) row.getField("log_host"));
      return events.contains(event) ? null : row;
    }
  }

  /**
   * Attempts that are taken out, each one of several of the same event: known by id and place.
   * There may be as many as deliveries, so of each only two hashes of 64 bits are kept.
   */
  static final class WithoutPlaces implements RowRewrite.Change {
    private static final long serialVersionUID = 1;

    private final LongSet ids = new LongSet();
    private final LongSet places = new LongSet();

    /** Adds one. */
    void add(String eventId, String file, long offset) {
      ids.add(hash(eventId));
      places.add(place(eventId, file, offset));
    }

    @Override
    public boolean concerns(String id) {
      return ids.contains(hash(id));
    }

    @Override
    public @Nullable Record of(Record row) {
      long place =
          place(
              (String) row.getField("event_id"),
              (String) row.getField("source_file"),
              (Long) row.getField("source_offset"));
      return places.contains(place) ? null : row;
    }

    private static long place(String eventId, String file, long offset) {
      return hash(eventId + ' ' + offset + ' ' + file);
    }

    private static long hash(String text) {
      return XXH64.hashUTF8String(UTF8String.fromString(text), 42);
    }
  }
}
