/**
 * One split of a log from bytes to queue entries: reads lines, asks the dialect, counts each line's
 * fate, and hands events to the assembler.
 *
 * <p>The only place that knows all dialects and parsers; their list is {@link
 * modori.scan.Dialects}. Plain Java: Spark's tasks and {@code modori parse} use it alike.
 */
@NullMarked
package modori.scan;

import org.jspecify.annotations.NullMarked;
