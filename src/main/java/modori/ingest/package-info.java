/**
 * Input files: which there are, what they are, and when their lines were written.
 *
 * <p>In come paths, globs and directories; out go files with identity, compression and splits,
 * streams of plain bytes, and the clock that turns a stamp without year or zone into a time. Knows
 * no mail server and no table.
 */
@NullMarked
package modori.ingest;

import org.jspecify.annotations.NullMarked;
