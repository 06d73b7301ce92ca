/**
 * Accounting files of PowerMTA: comma-separated values whose header row names the columns, which
 * the site chooses.
 *
 * <p>In comes a row, out goes the fate of one recipient. The column names and record types are
 * those of PowerMTA's user's guide, chapter on the accounting file. Knows no other server.
 */
@NullMarked
package modori.parse.powermta;

import org.jspecify.annotations.NullMarked;
