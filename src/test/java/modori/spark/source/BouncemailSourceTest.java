package modori.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import modori.bounce.BounceNotice;
import modori.bounce.BounceReader;
import modori.bounce.MessageFiles;
import modori.bounce.MessageStream;
import modori.bounce.RawMessage;
import modori.classify.Classifier;
import modori.spark.tables.NoticeRows;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BouncemailSourceTest {
  private static final String SPLIT_OF_64_KIB = "0.0625";

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "sendmail", "opensmtpd"})
  void anMboxGivesTheSameRowsHoweverItIsCut(String server) throws IOException {
    Path box = LocalSpark.corpus("lab/" + server + "/bounces/bounces.mbox");
    Dataset<Row> cut = source(SPLIT_OF_64_KIB).load(box.toString());
    Dataset<Row> whole = source("64").load(box.toString());
    assertThat(cut.javaRDD().getNumPartitions()).isGreaterThan(4);
    assertThat(whole.javaRDD().getNumPartitions()).isEqualTo(1);
    List<String> expected = LocalSpark.texts(whole);
    assertThat(LocalSpark.texts(cut)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(LocalSpark.texts(cut.select("notice_message_id", "final_recipient", "rule_id")))
        .containsExactlyInAnyOrderElementsOf(
            read(box, "notice_message_id", "final_recipient", "rule_id"));
  }

  @Test
  void aMaildirGivesWhatItsMessagesSay() throws IOException {
    Path maildir = LocalSpark.corpus("lab/exim/bounces/Maildir");
    Dataset<Row> rows = source(SPLIT_OF_64_KIB).load(maildir.toString());
    assertThat(rows.javaRDD().getNumPartitions()).isGreaterThan(4);
    assertThat(LocalSpark.texts(rows))
        .containsExactlyInAnyOrderElementsOf(read(maildir, rows.columns()));
  }

  @Test
  void sqlSeesAView() throws IOException {
    Path box = LocalSpark.corpus("lab/postfix/bounces/bounces.mbox");
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW notices USING bouncemail OPTIONS (path '" + box + "')");
    long full =
        read(box, "reason").stream().filter(reason -> reason.equals("[mailbox_full]")).count();
    assertThat(full).isPositive();
    assertThat(
            spark
                .sql("SELECT count(*) FROM notices WHERE reason = 'mailbox_full'")
                .first()
                .getLong(0))
        .isEqualTo(full);
  }

  @Test
  void aPackedMboxNamesItsMessagesLikeThePlainOne() throws IOException {
    Path box = LocalSpark.corpus("lab/opensmtpd/bounces/bounces.mbox");
    Path packed = folder.resolve("bounces.mbox");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(box, out);
    }
    List<String> plain = new ArrayList<>();
    for (String name : LocalSpark.texts(source("64").load(box.toString()).select("source_file"))) {
      plain.add(name.replace(box.toString(), packed.toString()));
    }
    assertThat(plain.get(0)).endsWith("bounces.mbox#@0]");
    assertThat(
            LocalSpark.texts(source(SPLIT_OF_64_KIB).load(packed.toString()).select("source_file")))
        .containsExactlyElementsOf(plain);
  }

  @Test
  void columnsThatOnlyANightCanFillAreLeftOut() throws IOException {
    Files.writeString(folder.resolve("1.eml"), "Subject: hello\n\nno notice\n");
    Dataset<Row> rows = source("16").load(folder.toString());
    assertThat(rows.columns())
        .contains("notice_id", "reason", "evidence")
        .doesNotContain("run_id", "verdict", "link_method", "link_confidence", "linked_event_id");
    assertThat(LocalSpark.texts(rows.select("notice_kind"))).containsExactly("[not_a_notice]");
  }

  @Test
  void aDamagedFileGivesWhatItHolds() throws IOException {
    Files.writeString(folder.resolve("1.eml"), "Subject: hello\n\nno notice\n");
    Files.write(folder.resolve("2.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 1, 2, 3});
    assertThat(source("16").load(folder + "/{1,2}.*").count()).isEqualTo(1);
  }

  @Test
  void aPathThatLeadsToNothingIsToldInOneLine() {
    assertThatThrownBy(() -> source("16").load(folder + "/none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bouncemail: no such file or directory: " + folder + "/none");
  }

  private static org.apache.spark.sql.DataFrameReader source(String splitMib) {
    return spark.read().format("bouncemail").option("split-mib", splitMib);
  }

  private static List<String> read(Path path, String... columns) throws IOException {
    BounceReader reader = new BounceReader(Classifier.standard());
    List<String> rows = new ArrayList<>();
    for (Path file : MessageFiles.list(List.of(path))) {
      try (MessageStream stream = MessageFiles.open(file)) {
        for (Optional<RawMessage> next = stream.next(); next.isPresent(); next = stream.next()) {
          RawMessage message = next.get();
          for (BounceNotice notice :
              reader.read(message.sourceFile(), message.bytes(), 0, message.length())) {
            Record row = NoticeRows.row(NoticeRows.noticeId(notice), notice, null, null, "");
            rows.add(LocalSpark.text(row, columns));
          }
        }
      }
    }
    return rows;
  }
}
