package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Set;

/**
 * The days whose gold rows are made again.
 *
 * @param first the first of them
 * @param last the last of them
 * @param asOf the last finished day
 * @param reread those of them whose facts are read from the table; the scan has seen all facts of
 *     the others
 * @param rereadRows how many facts that are
 * @param activeBefore whether there are rows of mailbox_day of earlier days that still count a
 *     mailbox as active
 */
record FoldDays(
    LocalDate first,
    LocalDate last,
    LocalDate asOf,
    Set<LocalDate> reread,
    long rereadRows,
    boolean activeBefore)
    implements Serializable {
  FoldDays {
    reread = Set.copyOf(reread);
  }
}
