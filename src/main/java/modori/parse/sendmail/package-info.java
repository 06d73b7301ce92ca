/**
 * Sendmail's log: {@code sendmail}, {@code sm-mta}, {@code sm-msp-queue} and other {@code sm-}
 * tags.
 *
 * <p>In: the text behind a syslog envelope, {@code QUEUEID: key=value, …, stat=text}. Out: events
 * as slices of the line. An entry begins with {@code from=}, has one {@code to=} line a batch of
 * equal recipients and attempt, and no line for its end. Refusals of a whole message ({@code
 * ruleset=Check…}, {@code message size}, {@code Milter: data}) are REJECTION events with a queue id
 * and no recipient: 8.13 and later log its recipients in {@code to=} lines without a mailer. A
 * NOTICE whose outcome is EXPIRED ends all waiting recipients. Must not know queue entries or
 * reasons.
 */
@NullMarked
package modori.parse.sendmail;

import org.jspecify.annotations.NullMarked;
