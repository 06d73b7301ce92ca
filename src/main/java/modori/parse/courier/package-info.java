/**
 * Lines of Courier's mail server: courierd, its delivery modules and courieresmtpd.
 *
 * <p>In comes a line behind its syslog envelope, out go the facts of one message or refusal. A
 * module writes the text of an attempt and its status on two lines, joined by {@link
 * modori.parse.DetailJoiner}. Courier logs no Message-ID. Knows nothing of queue entries.
 */
@NullMarked
package modori.parse.courier;

import org.jspecify.annotations.NullMarked;
