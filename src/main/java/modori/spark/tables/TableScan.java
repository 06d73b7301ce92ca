package modori.spark.tables;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ScanTaskGroup;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.TableScanUtil;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads rows of data files on the executors, without Spark SQL: planning and compiling a query
 * takes longer than a small table's rows do, and it decodes every column of every row.
 */
public final class TableScan {
  private static final long LEAST_BYTES = 1 << 20;
  private static final long MOST_BYTES = 64 << 20;
  private static final long OPENING_BYTES = 64 << 10;
  private static final int LOOK_BACK = 10;

  private TableScan() {}

  /** The rows of these files; they are read whenever the RDD is computed. */
  public static JavaRDD<StoredRow> rows(
      JavaSparkContext context,
      Broadcast<Table> table,
      Iterable<FileScanTask> files,
      List<String> columns) {
    Schema schema = table.value().schema();
    List<Integer> ids = new ArrayList<>();
    columns.forEach(column -> ids.add(schema.findField(column).fieldId()));
    List<ArrayList<StoredPart>> tasks = tasks(files, context.defaultParallelism());
    return tasks.isEmpty()
        ? context.emptyRDD()
        : context
            .parallelize(tasks, tasks.size())
            .mapPartitions(groups -> open(table.value(), groups, ids));
  }

  // Files of a small table share a task, and a large one keeps all cores busy to the end.
  private static List<ArrayList<StoredPart>> tasks(Iterable<FileScanTask> files, int cores) {
    List<FileScanTask> whole = new ArrayList<>();
    long bytes = 0;
    for (FileScanTask file : files) {
      whole.add(file);
      bytes += file.length() + OPENING_BYTES;
    }
    long perTask = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, bytes / (2L * cores)));
    List<FileScanTask> split = new ArrayList<>();
    for (FileScanTask file : whole) {
      if (file.deletes().isEmpty() && file.length() > perTask) {
        file.split(perTask).forEach(split::add);
      } else {
        split.add(file);
      }
    }
    List<ArrayList<StoredPart>> tasks = new ArrayList<>();
    for (ScanTaskGroup<FileScanTask> group :
        TableScanUtil.planTaskGroups(split, perTask, LOOK_BACK, OPENING_BYTES)) {
      ArrayList<StoredPart> parts = new ArrayList<>();
      group.tasks().forEach(task -> parts.add(StoredPart.of(task)));
      tasks.add(parts);
    }
    return tasks;
  }

  private static Iterator<StoredRow> open(
      Table table, Iterator<ArrayList<StoredPart>> groups, List<Integer> ids) {
    List<StoredPart> parts = new ArrayList<>();
    groups.forEachRemaining(parts::addAll);
    StoredRows rows = new StoredRows(table, parts.iterator(), ids);
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> rows.close());
    }
    return rows;
  }
}
