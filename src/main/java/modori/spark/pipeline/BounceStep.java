package modori.spark.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import modori.bounce.BounceNotice;
import modori.bounce.BounceReader;
import modori.bounce.MessageFiles;
import modori.bounce.MessageStream;
import modori.bounce.RawMessage;
import modori.classify.Classifier;
import modori.spark.tables.NoticeRows;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Reads bounce messages in tasks: one notice per notice and recipient comes back, copies dropped.
 */
final class BounceStep {
  private static final int FILES_PER_TASK = 500;

  private final JavaSparkContext context;
  private final Consumer<String> trouble;

  BounceStep(JavaSparkContext context, Consumer<String> trouble) {
    this.context = context;
    this.trouble = trouble;
  }

  /** The notices under the paths by their ids. */
  Map<String, BounceNotice> read(List<String> paths) {
    List<String> files = new ArrayList<>();
    for (String path : paths) {
      try {
        if (Files.exists(Path.of(path))) {
          MessageFiles.list(List.of(Path.of(path))).forEach(file -> files.add(file.toString()));
        } else {
          trouble.accept("no such file or directory: " + path);
        }
      } catch (IOException failure) {
        trouble.accept(path + ": cannot be read: " + failure.getMessage());
      }
    }
    Map<String, BounceNotice> notices = new LinkedHashMap<>();
    if (files.isEmpty()) {
      return notices;
    }
    int tasks =
        Math.max(1, Math.min(context.defaultParallelism() * 4, files.size() / FILES_PER_TASK + 1));
    List<Tuple2<String, BounceNotice>> read =
        context.parallelize(files, tasks).mapPartitions(BounceStep::notices).collect();
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

  private static Iterator<Tuple2<String, BounceNotice>> notices(Iterator<String> files) {
    BounceReader reader = new BounceReader(Classifier.standard());
    List<Tuple2<String, BounceNotice>> notices = new ArrayList<>();
    while (files.hasNext()) {
      String file = files.next();
      try (MessageStream stream = MessageFiles.open(Path.of(file))) {
        for (Optional<RawMessage> next = stream.next(); next.isPresent(); next = stream.next()) {
          RawMessage message = next.get();
          for (BounceNotice notice :
              reader.read(message.sourceFile(), message.bytes(), 0, message.length())) {
            notices.add(new Tuple2<>(NoticeRows.noticeId(notice), notice));
          }
        }
        stream
            .problem()
            .ifPresent(problem -> notices.add(new Tuple2<>(TROUBLE + file + ": " + problem, null)));
      } catch (IOException failure) {
        notices.add(
            new Tuple2<>(TROUBLE + file + ": cannot be read: " + failure.getMessage(), null));
      }
    }
    return notices.iterator();
  }
}
