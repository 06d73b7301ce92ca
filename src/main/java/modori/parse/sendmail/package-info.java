/**
 * Sendmail's log: {@code sendmail}, {@code sm-mta}, {@code sm-msp-queue}, other {@code sm-} tags.
 *
 * <p>In: {@code QUEUEID: key=value, …, stat=text}. Out: events as slices of the line. {@code from=}
 * begins an entry, {@code to=} is an attempt for equal recipients, nothing marks the end. A refusal
 * of a whole message ({@code ruleset=Check…}, {@code Milter: data}) is a REJECTION with a queue id
 * and no recipient; 8.13 and later name its recipients in {@code to=} lines without a mailer. A
 * NOTICE with outcome EXPIRED ends all waiting recipients. Must not know queue entries or reasons.
 */
@NullMarked
package modori.parse.sendmail;

import org.jspecify.annotations.NullMarked;
