package modori.spark.tables;

/** Tables that this modori must not work with; the message says what to do. */
public final class TableVersionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TableVersionException(String message) {
    super(message);
  }
}
