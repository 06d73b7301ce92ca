package modori.scan;

import modori.correlate.EntrySink;

/** Where a scanned split's entries and strange lines go. */
public interface ScanSink extends EntrySink {
  /**
   * A line that no parser took.
   *
   * @param why in a few words
   * @param text the line, at most the first {@value #MOST_CHARS} characters
   * @param timeMicros its time, or {@link modori.parse.LogLine#NO_TIME}
   */
  void quarantined(String why, String text, long timeMicros, int fileNumber, long offset);

  /** How much of a strange line is kept. */
  int MOST_CHARS = 4096;
}
