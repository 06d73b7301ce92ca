/**
 * Reads what Postfix' daemons and commands write: a line's text in, one event or a reason to pass
 * over it out.
 *
 * <p>One class per kind of line: deliveries, refusals at SMTP time, content actions, arrivals, the
 * life of a queue entry. The forms are those of Postfix' source (named beside each reader). Knows
 * nothing of stamps and hosts, and keeps nothing between lines.
 */
@NullMarked
package modori.parse.postfix;

import org.jspecify.annotations.NullMarked;
