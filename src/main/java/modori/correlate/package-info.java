/**
 * Queue entries from lines: what several lines say of one message, put together by (host, instance,
 * queue id), and the attempts that follow from it.
 *
 * <p>In come events, out go delivery attempts; what a split of a file cannot finish leaves as a
 * fragment and is put together elsewhere. What an entry says depends on the set of its facts alone:
 * not on the order in which they came, nor on where files were cut. Knows no file format, no table
 * and no Spark.
 */
@NullMarked
package modori.correlate;

import org.jspecify.annotations.NullMarked;
