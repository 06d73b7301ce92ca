/**
 * Lines of qmail-send and its heirs (netqmail, notqmail, s/qmail, indimail), behind syslog or in a
 * log of multilog.
 *
 * <p>In comes a line, out go the facts of one message. The end of a delivery names only the
 * delivery's number; what its begin says of message and recipient is told as a detail and joined by
 * {@link modori.parse.DetailJoiner}. qmail logs no Message-ID and no client. Knows nothing of queue
 * entries.
 */
@NullMarked
package modori.parse.qmail;

import org.jspecify.annotations.NullMarked;
