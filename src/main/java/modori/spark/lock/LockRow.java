package modori.spark.lock;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A row in the database of a JDBC catalog; its clock is the only one that counts. */
final class LockRow implements LockPlace {
  private static final String PREFIX = "jdbc.";

  private final String uri;
  private final String catalog;
  private final Connection connection;

  /**
   * Connects.
   *
   * @param catalog name of the catalog within the database
   * @param settings of the catalog, as Iceberg takes them
   */
  LockRow(String catalog, Map<String, String> settings) throws IOException {
    this.catalog = catalog;
    this.uri = settings.getOrDefault("uri", "");
    Properties of = new Properties();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX)) {
            of.setProperty(key.substring(PREFIX.length()), value);
          }
        });
    try {
      connection = DriverManager.getConnection(uri, of);
      makeTable();
    } catch (SQLException failure) {
      throw trouble(failure);
    }
  }

  private void makeTable() throws SQLException {
    DatabaseMetaData there = connection.getMetaData();
    try (ResultSet lower = there.getTables(null, null, "modori_lock", null);
        ResultSet upper = there.getTables(null, null, "MODORI_LOCK", null)) {
      if (lower.next() || upper.next()) {
        return;
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE modori_lock (catalog_name VARCHAR(255) NOT NULL PRIMARY KEY,"
              + " owner VARCHAR(255) NOT NULL, renewed_at TIMESTAMP NOT NULL)");
    } catch (SQLException madeByAnother) {
      // Otherwise the row cannot be made, and that is told.
    }
  }

  @Override
  public boolean make(String owner) throws IOException {
    try {
      return update("INSERT INTO modori_lock VALUES (?, ?, CURRENT_TIMESTAMP)", catalog, owner)
          == 1;
    } catch (SQLException failure) {
      if (held() != null) {
        return false;
      }
      throw trouble(failure);
    }
  }

  @Override
  public @Nullable Held held() throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT owner, renewed_at, CURRENT_TIMESTAMP FROM modori_lock WHERE catalog_name = ?")) {
      query.setString(1, catalog);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        Timestamp renewed = rows.getTimestamp(2);
        long silent = Math.max(0, rows.getTimestamp(3).getTime() - renewed.getTime()) / 1000;
        return new Held(rows.getString(1), silent, renewed.toString());
      }
    } catch (SQLException failure) {
      throw trouble(failure);
    }
  }

  @Override
  public boolean renew(String owner) throws IOException {
    try {
      return update(
              "UPDATE modori_lock SET renewed_at = CURRENT_TIMESTAMP"
                  + " WHERE catalog_name = ? AND owner = ?",
              catalog,
              owner)
          == 1;
    } catch (SQLException failure) {
      throw trouble(failure);
    }
  }

  @Override
  public boolean breakOpen(Held found) throws IOException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM modori_lock WHERE catalog_name = ? AND owner = ? AND renewed_at = ?")) {
      delete.setString(1, catalog);
      delete.setString(2, found.owner());
      delete.setTimestamp(3, Timestamp.valueOf(found.mark()));
      return delete.executeUpdate() == 1;
    } catch (SQLException failure) {
      throw trouble(failure);
    }
  }

  private int update(String sql, String first, String second) throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      change.setString(1, first);
      change.setString(2, second);
      return change.executeUpdate();
    }
  }

  @Override
  public String name() {
    return "the tables of " + uri;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw trouble(failure);
    }
  }

  private static IOException trouble(SQLException failure) {
    return new IOException("the catalog's database: " + failure.getMessage(), failure);
  }
}
