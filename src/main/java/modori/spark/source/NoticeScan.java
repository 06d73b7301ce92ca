package modori.spark.source;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import modori.bounce.BounceNotice;
import modori.bounce.BounceReader;
import modori.bounce.MessageStream;
import modori.bounce.RawMessage;
import modori.classify.Classifier;
import modori.ingest.FileStore;

/** Reads parts one after the other by the standard rules. One object per thread. */
public final class NoticeScan {
  private final BounceReader reader = new BounceReader(Classifier.standard());
  private final FileStore store;

  /** A scan of messages that lie there. */
  public NoticeScan(FileStore store) {
    this.store = store;
  }

  /** Hands over every notice; a part that cannot be read to its end is told in one line. */
  public void read(
      Iterator<MessagePart> parts, Consumer<BounceNotice> sink, Consumer<String> trouble) {
    while (parts.hasNext() && !Thread.currentThread().isInterrupted()) {
      MessagePart part = parts.next();
      try (MessageStream stream = part.open(store)) {
        for (Optional<RawMessage> next = stream.next(); next.isPresent(); next = stream.next()) {
          RawMessage message = next.get();
          reader.read(message.sourceFile(), message.bytes(), 0, message.length()).forEach(sink);
        }
        stream.problem().ifPresent(problem -> tell(part.file() + ": " + problem, trouble));
      } catch (IOException failure) {
        tell(part.file() + ": cannot be read: " + failure.getMessage(), trouble);
      }
    }
  }

  // A scan that was stopped has no trouble with its file.
  private static void tell(String line, Consumer<String> trouble) {
    if (!Thread.currentThread().isInterrupted()) {
      trouble.accept(line);
    }
  }
}
