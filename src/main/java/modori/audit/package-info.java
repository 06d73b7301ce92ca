/**
 * Whether the numbers of a night add up, and whether they are like those of other nights.
 *
 * <p>Plain counts come in, checks go out: each with what was expected and what was found. The
 * identities have no limits: where one is broken, lines or rows were lost or doubled. Expectations
 * have limits that a site can set. It knows nothing of tables, files or clusters.
 */
@NullMarked
package modori.audit;

import org.jspecify.annotations.NullMarked;
