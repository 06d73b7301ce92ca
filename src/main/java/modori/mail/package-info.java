/**
 * The words of the field: addresses, reply codes, enhanced status codes.
 *
 * <p>Values of RFC 5321, 3463 and 3464, which check themselves. Knows the JDK only: no log format,
 * no reason, no table.
 */
@NullMarked
package modori.mail;

import org.jspecify.annotations.NullMarked;
