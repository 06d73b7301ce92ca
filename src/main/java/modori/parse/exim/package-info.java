/**
 * Lines of Exim, behind syslog or in its own main log (Exim specification, chapter "Log files").
 *
 * <p>In comes a line, out go the facts of one message or refusal. What a later line needs of an
 * earlier one is told as a detail and joined by {@link modori.parse.DetailJoiner}. Knows nothing of
 * queue entries and reasons.
 */
@NullMarked
package modori.parse.exim;

import org.jspecify.annotations.NullMarked;
