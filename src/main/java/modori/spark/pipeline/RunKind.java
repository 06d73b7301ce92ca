package modori.spark.pipeline;

import java.util.Locale;

/** What a row of the table run stands for. */
enum RunKind {
  /** New input was read. */
  NIGHT,
  /** A mailbox was forgotten. */
  FORGET,
  /** Old rows, snapshots and files were removed, small files put together. */
  MAINTAIN;

  String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
