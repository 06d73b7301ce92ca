package modori.bounce;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import modori.classify.Classifier;

/** Prints the rows of the paths given: {@code java -cp … modori.bounce.DumpBounces PATH…}. */
final class DumpBounces {
  private DumpBounces() {}

  public static void main(String[] paths) throws IOException {
    BounceReader reader = new BounceReader(Classifier.standard());
    try (BounceJson json = new BounceJson(new BufferedOutputStream(System.out, 1 << 16))) {
      List<Path> files = MessageFiles.list(Stream.of(paths).map(Path::of).toList());
      for (Path file : files) {
        try (MessageStream messages = MessageFiles.open(file)) {
          Optional<RawMessage> message = messages.next();
          while (message.isPresent()) {
            RawMessage raw = message.get();
            for (BounceNotice row : reader.read(raw.sourceFile(), raw.bytes(), 0, raw.length())) {
              json.write(row);
            }
            message = messages.next();
          }
        }
      }
    }
  }
}
