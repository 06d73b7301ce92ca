package modori.ingest;

import java.io.Serializable;

/**
 * A part of a file that one task reads.
 *
 * @param file the file
 * @param fileNumber stands for the file in facts and rows
 * @param compression how it is packed; a packed file is one split, or cut as {@link PackedParts}
 *     says
 * @param from first byte, unpacked; lines that begin before it belong to the split before
 * @param to lines that begin at or after it belong to the next; {@link Long#MAX_VALUE} for the
 *     file's end
 * @param halfLastLine whether a last line without line end is read too
 * @param clock what the clock has to know at {@link #warmUpFrom}
 */
public record Split(
    StoredFile file,
    int fileNumber,
    Compression compression,
    long from,
    long to,
    boolean halfLastLine,
    ClockStart clock)
    implements Serializable {

  /**
   * How much is read again before {@code from}, so that a dialect which remembers lines (the first
   * of two that tell one attempt, the hour that summer time doubles) knows what it would know had
   * the file not been cut.
   */
  public static final int WARM_UP_BYTES = 1 << 19;

  /**
   * Of what lies before that, where it has to be unpacked anyway, one line per so many bytes tells
   * the clock how far time has gone.
   */
  public static final int LOOK_BYTES = YearWalk.STEP;

  /** The same file and clock, other bytes. */
  Split part(long newFrom, long newTo) {
    return new Split(file, fileNumber, compression, newFrom, newTo, halfLastLine, clock);
  }

  /** The byte from which the split's lines are read; those before {@code from} give nothing. */
  public long warmUpFrom() {
    return Math.max(0, from - WARM_UP_BYTES);
  }

  /** About how many stored bytes the split has to read. */
  public long weightBytes() {
    return Math.min(to, file.sizeBytes()) - Math.min(from, file.sizeBytes());
  }
}
