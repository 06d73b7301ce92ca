/**
 * The report of a night, as text for a terminal, as pages, as a mail, and as comma-separated
 * values.
 *
 * <p>In: plain records of what the night found, and the sentences for its reasons. Out: characters.
 * Whatever strangers chose (addresses, logins) stays text in every form. Must not know tables,
 * clusters, log formats, or how a reason was found.
 */
@NullMarked
package modori.report;

import org.jspecify.annotations.NullMarked;
