package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import modori.spark.lock.LeaseContract;
import modori.spark.pipeline.ExitCode;
import modori.spark.source.InputFiles;
import modori.spark.source.MessagePart;
import modori.spark.source.MessageParts;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs, bounces and tables in a real HDFS. */
class HdfsNightTest {
  private static final long MIB = 1 << 20;

  @TempDir static Path folder;

  private static HdfsCluster hdfs;
  private static FileSystem files;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    hdfs = new HdfsCluster(Files.createDirectory(folder.resolve("hdfs")));
    Configuration settings = new Configuration();
    // How long a client waits that asks too early whether its file is complete; all share this one.
    settings.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 10);
    files = path("/").getFileSystem(settings);
  }

  @AfterAll
  static void stop() throws IOException {
    SparkSession.getDefaultSession().foreach(HdfsNightTest::stop);
    files.close();
    hdfs.close();
  }

  private static boolean stop(SparkSession spark) {
    spark.stop();
    return true;
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(hdfs.uri() + name);
  }

  private static void write(String name, String text) throws IOException {
    try (var out = files.create(path(name))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aNightInHdfsIsTheNightHere() throws IOException {
    SampleInput input = SampleInput.in(folder);
    Path here = folder.resolve("here");
    try (Nights nights = new Nights(here, 2, MIB)) {
      assertThat(nights.run(input.logs(), input.bounces(), SampleInput.AS_OF).exitCode())
          .isIn(ExitCode.DONE, ExitCode.WARNINGS);
    }
    SparkSession.getDefaultSession().foreach(HdfsNightTest::stop);
    files.copyFromLocalFile(new org.apache.hadoop.fs.Path(input.logs().toUri()), path("/logs"));
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(input.bounces().toUri()), path("/bounces"));

    String there = hdfs.uri() + "/warehouse";
    Map<String, String> catalog = Map.of("type", "hadoop");
    try (Nights nights = new Nights(there, catalog, "local[2]", Map.of(), MIB)) {
      String logs = hdfs.uri() + "/logs/*.log";
      String bounces = hdfs.uri() + "/bounces";
      assertThat(nights.run(logs, bounces, SampleInput.AS_OF).exitCode())
          .isIn(ExitCode.DONE, ExitCode.WARNINGS);
      // Rotated meanwhile: the same bytes by another name are nothing new.
      assertThat(files.rename(path("/logs/mail.log"), path("/logs/mail.1.log"))).isTrue();
      assertThat(nights.run(logs, bounces, SampleInput.AS_OF).exitCode())
          .isEqualTo(ExitCode.NOTHING);
      assertThat(
              nights
                  .spark()
                  .read()
                  .format("maillog")
                  .option("zone", Nights.ZONE.getId())
                  .option("as-of", SampleInput.AS_OF.toString())
                  .load(hdfs.uri() + "/logs/mail.1.log")
                  .count())
          .isGreaterThan(1000);
    }
    TableContents expected = TableContents.of(here.toString());
    TableContents found = TableContents.of(there, catalog);
    assertThat(expected.rows().get("delivery_attempt")).hasSizeGreaterThan(5000);
    assertThat(expected.rows().get("bounce_notice")).hasSizeGreaterThan(100);
    assertThat(found.difference(expected)).isEmpty();
    assertThat(found.hashes()).isEqualTo(expected.hashes());
    assertThat(found.lines()).isEqualTo(expected.lines());
  }

  @Test
  void aWarehouseInHdfsIsForOneNightAtATime() throws Exception {
    org.apache.hadoop.fs.Path lock = path("/locked/night.lock");
    LeaseContract.ofFile(
        hdfs.uri() + "/locked",
        seconds -> files.setTimes(lock, System.currentTimeMillis() - seconds * 1000, -1));
    assertThat(files.listStatus(path("/locked"))).isEmpty();
  }

  @Test
  void foldersAndGlobsAreFoundAndWhatIsMissingIsTold() throws IOException {
    write("/found/mx1/mail.log", "one\ntwo\n");
    write("/found/mx1/mail.log.1", "zero\n");
    write("/found/mx2/mail.log", "three\n");
    write("/found/mx2/mail.log.2._COPYING_", "ha");
    List<String> trouble = new ArrayList<>();
    InputFiles store = new InputFiles();

    assertThat(store.find(hdfs.uri() + "/found", trouble::add))
        .extracting(StoredFile::path, StoredFile::sizeBytes)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(hdfs.uri() + "/found/mx1/mail.log", 8L),
            org.assertj.core.groups.Tuple.tuple(hdfs.uri() + "/found/mx1/mail.log.1", 5L),
            org.assertj.core.groups.Tuple.tuple(hdfs.uri() + "/found/mx2/mail.log", 6L));
    assertThat(store.find(hdfs.uri() + "/found/mx{1,3}/*.log", trouble::add))
        .extracting(StoredFile::name)
        .containsExactly("mail.log");
    assertThat(store.find(hdfs.uri() + "/lost", trouble::add)).isEmpty();
    assertThat(store.find(hdfs.uri() + "/found/*.gz", trouble::add)).isEmpty();
    assertThat(store.find("nosuch://bucket/mail.log", trouble::add)).isEmpty();
    assertThat(trouble)
        .containsExactly(
            "still being copied: " + hdfs.uri() + "/found/mx2/mail.log.2._COPYING_",
            "no such file or directory: " + hdfs.uri() + "/lost",
            "nothing matches " + hdfs.uri() + "/found/*.gz",
            "cannot search nosuch://bucket/mail.log: No FileSystem for scheme \"nosuch\"");
  }

  @Test
  void aFileIsReadFromAnyByteOnAlsoByAStoreThatWasSentToATask() throws Exception {
    write("/read/mail.log", "0123456789");
    String file = hdfs.uri() + "/read/mail.log";
    InputFiles store = new InputFiles();
    assertThat(read(store, file, 0)).isEqualTo("0123456789");
    assertThat(read(sent(store), file, 7)).isEqualTo("789");
    assertThat(read(store, file, 10)).isEmpty();
    assertThat(read(store, file, 11)).isEmpty();
  }

  @Test
  void whatAUserMayNotReadIsTold() throws Exception {
    write("/secret/mail.log", "x");
    files.setPermission(path("/secret/mail.log"), new FsPermission((short) 0600));
    String file = hdfs.uri() + "/secret/mail.log";
    UserGroupInformation.createRemoteUser("somebody")
        .doAs(
            (PrivilegedExceptionAction<Void>)
                () -> {
                  InputFiles store = new InputFiles();
                  assertThatExceptionOfType(AccessDeniedException.class)
                      .isThrownBy(() -> store.open(file, 0))
                      .withMessage(file + ": no permission");
                  return null;
                });
  }

  @Test
  void ofAMaildirOnlyWholeMessagesAreRead() throws IOException {
    for (String name :
        List.of("new/1", "cur/2:2,S", "tmp/3", "dovecot.index", ".Junk/cur/4", ".old/5")) {
      write("/home/.mail/" + name.replace(':', '_'), "Subject: test\n\ntext\n");
    }
    List<String> trouble = new ArrayList<>();
    String maildir = hdfs.uri() + "/home/.mail";
    assertThat(new MessageParts(new InputFiles(), 1 << 20, trouble::add).find(maildir))
        .extracting(MessagePart::file)
        .containsExactly(maildir + "/.Junk/cur/4", maildir + "/cur/2_2,S", maildir + "/new/1");
    assertThat(trouble).isEmpty();
  }

  private static String read(FileStore store, String file, long from) throws IOException {
    try (InputStream in = store.open(file, from)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static FileStore sent(FileStore store) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(store);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (FileStore) in.readObject();
    }
  }
}
