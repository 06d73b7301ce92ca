package modori.invariance;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import modori.spark.tables.LocalFileIO;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.jspecify.annotations.Nullable;

/**
 * The embedded catalog in which a process stands still at one chosen commit, so that it can be
 * killed just there. All that a command makes visible is a commit to a table, so these are the
 * boundaries of its steps.
 */
public final class StoppingCatalog extends JdbcCatalog {
  private static final String STOP_AT = "stop-at";

  private @Nullable Point point;

  /** Made by Iceberg, by name. */
  public StoppingCatalog() {}

  /** What a commit does to a table. */
  enum Change {
    /** The staging branch moves. */
    STAGED,
    /** The main branch moves. */
    PUBLISHED,
    /** Old snapshots go; their files lie still. */
    EXPIRED;

    boolean isMade(@Nullable TableMetadata base, TableMetadata next) {
      return switch (this) {
        case STAGED -> next.ref("staging") != null && moves("staging", base, next);
        case PUBLISHED -> moves(SnapshotRef.MAIN_BRANCH, base, next);
        case EXPIRED -> base != null && next.snapshots().size() < base.snapshots().size();
      };
    }

    private static boolean moves(String ref, @Nullable TableMetadata base, TableMetadata next) {
      return !Objects.equals(base == null ? null : base.ref(ref), next.ref(ref));
    }
  }

  /** Whether the change is made already. */
  enum When {
    BEFORE,
    AFTER
  }

  /** A moment of a command. */
  record Point(When when, String table, Change change) {
    /** One that {@link #toString} has written. */
    static Point of(String text) {
      String[] words = text.split(" ");
      return new Point(When.valueOf(words[0]), words[1], Change.valueOf(words[2]));
    }

    static Point before(String table, Change change) {
      return new Point(When.BEFORE, table, change);
    }

    static Point after(String table, Change change) {
      return new Point(When.AFTER, table, change);
    }

    /** What the process prints when it has come there. */
    String told() {
      return "[stands still " + this + "]";
    }

    /** The option {@code --catalog}: the embedded catalog of a warehouse, with this point. */
    String catalog(Path warehouse) {
      return String.join(
          ",",
          "catalog-impl=" + StoppingCatalog.class.getName(),
          "uri=jdbc:sqlite:" + warehouse + "/catalog.sqlite",
          "jdbc.schema-version=V1",
          "clients=1",
          "io-impl=" + LocalFileIO.class.getName(),
          STOP_AT + "=" + this);
    }

    @Override
    public String toString() {
      return when + " " + table + " " + change;
    }
  }

  @Override
  public void initialize(String name, Map<String, String> properties) {
    String stopAt = properties.get(STOP_AT);
    point = stopAt == null ? null : Point.of(stopAt);
    super.initialize(name, properties);
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier table) {
    TableOperations all = super.newTableOps(table);
    Point stop = point;
    return stop == null || !stop.table().equals(table.name()) ? all : new Stopping(all, stop);
  }

  private record Stopping(TableOperations all, Point stop) implements TableOperations {
    @Override
    public void commit(TableMetadata base, TableMetadata next) {
      boolean here = stop.change().isMade(base, next);
      if (here && stop.when() == When.BEFORE) {
        standStill();
      }
      all.commit(base, next);
      if (here) {
        standStill();
      }
    }

    private void standStill() {
      System.out.println(stop.told());
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException told) {
        throw new IllegalStateException("it was to be killed here", told);
      }
    }

    @Override
    public TableMetadata current() {
      return all.current();
    }

    @Override
    public TableMetadata refresh() {
      return all.refresh();
    }

    @Override
    public FileIO io() {
      return all.io();
    }

    @Override
    public EncryptionManager encryption() {
      return all.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
      return all.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
      return all.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
      return all.temp(uncommitted);
    }

    @Override
    public long newSnapshotId() {
      return all.newSnapshotId();
    }

    @Override
    public boolean requireStrictCleanup() {
      return all.requireStrictCleanup();
    }
  }
}
