/**
 * The definition of a chronically full mailbox, as pure functions of sets.
 *
 * <p>In: what was observed of one mailbox, as observations or as rows of one day each. Out: its
 * episodes, its strip of one letter per day, its score, and the measures of its domain. Order,
 * repetition and cutting of the input change nothing; a closed episode never changes when days are
 * added. Must not know log formats, tables or how a reason was found.
 */
@NullMarked
package modori.chronic;

import org.jspecify.annotations.NullMarked;
