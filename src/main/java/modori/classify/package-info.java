/**
 * Diagnostic text to reason.
 *
 * <p>In: what a server or a notice said of one failed recipient ({@link
 * modori.classify.Diagnostic}). Out: one of the 56 reasons of the taxonomy and the id of the rule
 * that decided ({@link modori.classify.Verdict}). The rules are data under {@code modori/rules},
 * each with its source and its proofs. Knows no log format, no message format and no table.
 */
@NullMarked
package modori.classify;

import org.jspecify.annotations.NullMarked;
