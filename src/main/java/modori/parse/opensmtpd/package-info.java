/**
 * Lines of OpenSMTPD's smtpd: session lines {@code 16hex kind event key=value …} of all releases
 * since 6.0, and the older {@code relay: Ok for 16hex: …}.
 *
 * <p>In comes a line behind its syslog envelope, out go the facts of one message or refusal. The
 * first eight digits of an envelope id are the message id, which is the queue id here; OpenSMTPD
 * logs no Message-ID and no end of a message. Knows nothing of queue entries.
 */
@NullMarked
package modori.parse.opensmtpd;

import org.jspecify.annotations.NullMarked;
