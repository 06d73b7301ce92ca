/**
 * One mailbox out of the tables, without starting Spark.
 *
 * <p>In: an address. Out: what report needs to tell of it. Files are left out by their partition
 * and by their columns' least and greatest values before any row is read.
 */
@NullMarked
package modori.spark.lookup;

import org.jspecify.annotations.NullMarked;
