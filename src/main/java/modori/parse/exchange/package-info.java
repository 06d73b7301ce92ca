/**
 * Microsoft Exchange's message tracking log, and the message trace that Microsoft 365 exports:
 * comma-separated values whose header names the columns.
 *
 * <p>In comes a row, out goes an event for each recipient it names. Fields, sources and events are
 * those of Microsoft's page "Message tracking". Knows no other server.
 */
@NullMarked
package modori.parse.exchange;

import org.jspecify.annotations.NullMarked;
