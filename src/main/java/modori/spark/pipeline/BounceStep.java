package modori.spark.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import modori.bounce.BounceNotice;
import modori.correlate.PseudonymKey;
import modori.ingest.FileStore;
import modori.spark.source.MessagePart;
import modori.spark.source.MessageParts;
import modori.spark.source.NoticeScan;
import modori.spark.source.Packing;
import modori.spark.tables.NoticeRows;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Reads bounce messages in tasks: one notice per notice and recipient comes back, copies dropped.
 */
final class BounceStep {
  private static final long TASK_BYTES = 16L << 20;
  private static final int TASKS_PER_CORE = 4;

  private final JavaSparkContext context;
  private final FileStore store;
  private final Consumer<String> trouble;
  private final @Nullable PseudonymKey key;

  /**
   * A step.
   *
   * @param store where the messages lie
   * @param trouble is told of what cannot be read, one line each
   * @param key makes pseudonyms; null where people are named
   */
  BounceStep(
      JavaSparkContext context,
      FileStore store,
      Consumer<String> trouble,
      @Nullable PseudonymKey key) {
    this.context = context;
    this.store = store;
    this.trouble = trouble;
    this.key = key;
  }

  /** The notices under the paths by their ids. */
  Map<String, BounceNotice> read(List<String> paths) {
    List<MessagePart> parts = new ArrayList<>();
    MessageParts finder = new MessageParts(store, TASK_BYTES, trouble);
    paths.forEach(path -> parts.addAll(finder.find(path)));
    Map<String, BounceNotice> notices = new LinkedHashMap<>();
    if (parts.isEmpty()) {
      return notices;
    }
    long total = parts.stream().mapToLong(MessagePart::weightBytes).sum();
    long most = Math.max(TASK_BYTES, total / (context.defaultParallelism() * TASKS_PER_CORE));
    List<ArrayList<MessagePart>> groups =
        Packing.ofNeighbours(parts, MessagePart::weightBytes, most);
    PseudonymKey shared = key;
    FileStore files = store;
    List<Tuple2<String, BounceNotice>> read =
        context
            .parallelize(groups, groups.size())
            .mapPartitions(some -> notices(some, files, shared))
            .collect();
    for (Tuple2<String, BounceNotice> one : read) {
      if (one._1().startsWith(TROUBLE)) {
        trouble.accept(one._1().substring(TROUBLE.length()));
      } else {
        notices.putIfAbsent(one._1(), one._2());
      }
    }
    return notices;
  }

  private static final String TROUBLE = "!";

  private static Iterator<Tuple2<String, BounceNotice>> notices(
      Iterator<ArrayList<MessagePart>> groups, FileStore store, @Nullable PseudonymKey key) {
    NoticeScan scan = new NoticeScan(store);
    UnaryOperator<BounceNotice> mask =
        key == null ? UnaryOperator.identity() : new NoticeMask(key)::mask;
    List<Tuple2<String, BounceNotice>> notices = new ArrayList<>();
    while (groups.hasNext()) {
      scan.read(
          groups.next().iterator(),
          read -> {
            BounceNotice notice = mask.apply(read);
            notices.add(new Tuple2<>(NoticeRows.noticeId(notice), notice));
          },
          line -> notices.add(new Tuple2<>(TROUBLE + line, null)));
    }
    return notices.iterator();
  }
}
