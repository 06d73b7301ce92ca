/**
 * Bounce messages: from the bytes of a mail to one {@link modori.bounce.BounceNotice} per notice
 * and recipient.
 *
 * <p>In come messages from mbox files, Maildirs, directories and archives ({@link
 * modori.bounce.MessageFiles}); out go rows with the fields of RFC 3464, what is known of the
 * returned mail, and the reason. Structure is read first, prose by a few general readers second.
 *
 * <p>Knows nothing of logs, links to them, tables or Spark.
 */
@NullMarked
package modori.bounce;

import org.jspecify.annotations.NullMarked;
