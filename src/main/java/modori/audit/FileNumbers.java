package modori.audit;

/**
 * What was counted of one log in a night.
 *
 * @param path where it lies
 * @param packed whether it is compressed: how many bytes it holds is not known before
 * @param parts how many parts it was read in
 * @param plannedBytes bytes that were to be read of a plain file
 * @param lineBytes bytes of the lines that were read, line ends included
 * @param halfLineBytes bytes behind the last line end, left for the next night
 * @param lines lines read
 * @param eventLines lines that gave rows
 * @param contextLines lines that filled the rows of others
 * @param ignoredLines known lines that say nothing of a message's fate
 * @param quarantinedLines lines that nobody understood
 * @param quarantineRows rows of the table quarantine_line for this file
 * @param trouble why it was not read to its end; empty where it was
 */
public record FileNumbers(
    String path,
    boolean packed,
    int parts,
    long plannedBytes,
    long lineBytes,
    long halfLineBytes,
    long lines,
    long eventLines,
    long contextLines,
    long ignoredLines,
    long quarantinedLines,
    long quarantineRows,
    String trouble) {}
