package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modori.bounce.BounceNotice;
import modori.ingest.LocalFileStore;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BounceStepTest {
  private static JavaSparkContext context;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    context.stop();
  }

  @Test
  void aLargeMboxIsReadInRangesAndLosesNothing() throws IOException {
    String body = "x".repeat(79) + "\n";
    Path box = folder.resolve("box");
    int messages = 40;
    List<String> expected = new ArrayList<>();
    long offset = 0;
    try (var out = Files.newBufferedWriter(box)) {
      for (int i = 0; i < messages; i++) {
        String message =
            "From MAILER-DAEMON Thu Dec 24 10:25:55 2026\nSubject: "
                + i
                + "\n\n"
                + body.repeat(10_000)
                + "\n";
        out.write(message);
        expected.add(box + "#@" + offset);
        offset += message.length();
      }
    }
    List<String> trouble = new ArrayList<>();
    Map<String, BounceNotice> notices =
        new BounceStep(context, new LocalFileStore(), trouble::add, null)
            .read(List.of(box.toString(), folder + "/b*", folder.resolve("none").toString()));
    assertThat(offset).isGreaterThan(16 << 20);
    assertThat(notices.values())
        .extracting(BounceNotice::sourceFile)
        .containsExactlyElementsOf(expected);
    assertThat(trouble).containsExactly("no such file or directory: " + folder.resolve("none"));
  }
}
