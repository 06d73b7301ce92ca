/**
 * What every log parser shares: a line in, at most one event and exactly one fate out.
 *
 * <p>Parsers work on bytes and fill one reusable {@link modori.parse.LogEvent}; nothing is kept
 * between lines. One package per mail server below this one; no such package imports another,
 * except {@code parse.syslog}. Knows nothing of queue entries, reasons or tables.
 */
@NullMarked
package modori.parse;

import org.jspecify.annotations.NullMarked;
