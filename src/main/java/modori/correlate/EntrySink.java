package modori.correlate;

import modori.parse.LogEvent;
import modori.parse.LogLine;

/** Where the facts of a scanned split go. */
public interface EntrySink {
  /** A queue entry whose begin and end this split has seen: nothing more will come. */
  void complete(Fragment entry);

  /** A part of a queue entry: other splits, or other nights, may hold more of it. */
  void fragment(Fragment part);

  /**
   * An event that belongs to no queue entry: a refusal at SMTP time, or what a store says of a
   * message. Line and event die with the call.
   */
  void alone(String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset);
}
