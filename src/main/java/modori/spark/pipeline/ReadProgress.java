package modori.spark.pipeline;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Tells how many bytes the tasks have read: while they run by the heartbeats of the executors, and
 * when they end.
 */
final class ReadProgress extends SparkListener implements AutoCloseable {
  private final SparkContext context;
  private final LongAccumulator readBytes;
  private final Progress progress;
  private final long totalBytes;
  private final ConcurrentMap<Long, Long> bytesByTask = new ConcurrentHashMap<>();

  ReadProgress(SparkContext context, Progress progress, long totalBytes) {
    this.context = context;
    this.readBytes = context.longAccumulator("bytes read");
    this.progress = progress;
    this.totalBytes = totalBytes;
    context.addSparkListener(this);
  }

  /** Where tasks count. */
  LongAccumulator readBytes() {
    return readBytes;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    Iterator<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> tasks =
        castUpdates(update).iterator();
    while (tasks.hasNext()) {
      Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task = tasks.next();
      count((Long) task._1(), task._4());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().successful()) {
      count(end.taskInfo().taskId(), castInfos(end.taskInfo().accumulables()));
    } else {
      bytesByTask.remove(end.taskInfo().taskId());
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }

  private void count(long task, Seq<AccumulableInfo> infos) {
    Iterator<AccumulableInfo> all = infos.iterator();
    while (all.hasNext()) {
      AccumulableInfo info = all.next();
      if (info.id() == readBytes.id()
          && info.update().isDefined()
          && info.update().get() instanceof Long bytes) {
        bytesByTask.merge(task, bytes, Math::max);
        long sum = bytesByTask.values().stream().mapToLong(Long::longValue).sum();
        progress.read(Math.min(sum, totalBytes), totalBytes);
      }
    }
  }

  @SuppressWarnings("unchecked") // Scala's types, as Java sees them
  private static Seq<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> castUpdates(
      SparkListenerExecutorMetricsUpdate update) {
    return (Seq<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>>)
        (Seq<?>) update.accumUpdates();
  }

  @SuppressWarnings("unchecked") // Scala's types, as Java sees them
  private static Seq<AccumulableInfo> castInfos(Object infos) {
    return (Seq<AccumulableInfo>) infos;
  }
}
