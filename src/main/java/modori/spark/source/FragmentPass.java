package modori.spark.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import modori.correlate.Fragment;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.scan.ScanSink;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The first pass of {@code maillog}: brings home what the splits leave open, and nothing else. */
final class FragmentPass implements ScanSink {
  private final FragmentChunk.Builder fragments = new FragmentChunk.Builder();

  private FragmentPass() {}

  /**
   * Reads the groups of splits in a Spark job.
   *
   * @return the fragments, one list per bucket
   */
  static List<List<FragmentChunk>> run(ScanSettings settings, List<ArrayList<LogSplit>> groups) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext());
    // The groups travel with the code and chunks as plain tuples: whatever serializer the session
    // has set for data can carry them.
    ArrayList<ArrayList<LogSplit>> carried = new ArrayList<>(groups);
    List<Integer> numbers = IntStream.range(0, groups.size()).boxed().toList();
    List<Tuple2<Integer, byte[]>> chunks =
        context
            .parallelize(numbers, groups.size())
            .mapPartitions(mine -> fragments(settings, carried, mine))
            .setName("maillog: fragments of queue entries")
            .collect();
    TreeMap<Integer, List<FragmentChunk>> buckets = new TreeMap<>();
    for (Tuple2<Integer, byte[]> chunk : chunks) {
      buckets
          .computeIfAbsent(chunk._1(), any -> new ArrayList<>())
          .add(new FragmentChunk(chunk._1(), chunk._2()));
    }
    return new ArrayList<>(buckets.values());
  }

  private static Iterator<Tuple2<Integer, byte[]>> fragments(
      ScanSettings settings, List<ArrayList<LogSplit>> groups, Iterator<Integer> numbers) {
    FragmentPass pass = new FragmentPass();
    while (numbers.hasNext()) {
      // What is wrong with a file, the second pass tells.
      new SplitScan(settings).read(groups.get(numbers.next()), pass, trouble -> {});
    }
    return pass.fragments.finish().stream()
        .map(chunk -> new Tuple2<>(chunk.bucket(), chunk.packed()))
        .iterator();
  }

  @Override
  public void complete(Fragment entry) {
    // the second pass makes rows of it
  }

  @Override
  public void fragment(Fragment part) {
    fragments.add(part);
  }

  @Override
  public void alone(
      String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
    // the second pass makes a row of it
  }

  @Override
  public void quarantined(String why, String text, long timeMicros, int fileNumber, long offset) {
    // no row
  }
}
