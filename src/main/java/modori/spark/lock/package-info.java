/**
 * One night at a time: who may change the tables of a warehouse just now.
 *
 * <p>In: where the warehouse lies and its catalog. Out: a lock that names its owner. A local folder
 * has a lock of the operating system; elsewhere it is a file beside the tables or a row in the
 * catalog's database, kept alive by a sign of life. Nothing here knows what a night does.
 */
@NullMarked
package modori.spark.lock;

import org.jspecify.annotations.NullMarked;
