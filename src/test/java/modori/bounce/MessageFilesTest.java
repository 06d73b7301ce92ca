package modori.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class MessageFilesTest {
  private static final String FIRST =
      "From: a@example.com\nSubject: 1\n\nFrom the start\n\nFrom here on\n\n";
  private static final String SECOND = "From: b@example.com\nSubject: 2\n\nbody\n\n";
  private static final String MBOX =
      "From MAILER-DAEMON Thu Dec 24 10:25:55 2026\n"
          + FIRST
          + "From b@example.com Thu Dec 24 10:25:56 2026\n"
          + SECOND;

  @TempDir Path folder;

  @Test
  void anMboxIsSplitAtItsSeparatorsAndNotAtSentencesThatStartAlike() {
    assertThat(all(MBOX.getBytes(StandardCharsets.US_ASCII))).containsExactly("box#1 1", "box#2 2");
  }

  @Test
  void anMboxWithOtherLineEndsIsSplitAlike() {
    assertThat(all(MBOX.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)))
        .containsExactly("box#1 1", "box#2 2");
    assertThat(all(MBOX.replace("\n", "\r").getBytes(StandardCharsets.US_ASCII)))
        .containsExactly("box#1 1", "box#2 2");
  }

  @Test
  void aSingleMessageKeepsTheNameOfItsFile() {
    assertThat(all(FIRST.getBytes(StandardCharsets.US_ASCII))).containsExactly("box 1");
  }

  @Test
  void everyCompressionIsToldByItsContent() throws IOException {
    byte[] plain = MBOX.getBytes(StandardCharsets.US_ASCII);
    List<byte[]> packed =
        List.of(
            packed(plain, GZIPOutputStream::new),
            packed(plain, BZip2CompressorOutputStream::new),
            packed(plain, out -> new XZOutputStream(out, new LZMA2Options())),
            Zstd.compress(plain),
            packed(packed(plain, GZIPOutputStream::new), GZIPOutputStream::new));
    for (byte[] bytes : packed) {
      assertThat(all(bytes)).containsExactly("box#1 1", "box#2 2");
    }
  }

  @Test
  void anArchiveGivesTheMessagesOfItsMembers() throws IOException {
    byte[] tar = tar("new/1.eml", FIRST, "box", MBOX);
    assertThat(all(tar)).containsExactly("box!/new/1.eml 1", "box!/box#1 1", "box!/box#2 2");
    assertThat(all(packed(tar, GZIPOutputStream::new))).hasSize(3);
  }

  @Test
  void aPackedFileThatGrowsOutOfProportionIsCutWithAReason() throws IOException {
    byte[] bomb =
        packed(
            new byte[0],
            out -> {
              GZIPOutputStream gzip = new GZIPOutputStream(out);
              byte[] blanks = new byte[1 << 20];
              for (int i = 0; i < 200; i++) {
                gzip.write(blanks);
              }
              return gzip;
            });
    MessageStream stream = MessageStream.of("bomb", new ByteArrayInputStream(bomb));
    while (stream.next().isPresent()) {
      assertThat(stream.problem()).isEmpty();
    }
    assertThat(stream.problem())
        .hasValueSatisfying(why -> assertThat(why).contains("times its size"));
  }

  @Test
  void aDamagedFileGivesWhatItHoldsAndAReason() throws IOException {
    byte[] packed =
        packed(MBOX.repeat(3000).getBytes(StandardCharsets.US_ASCII), GZIPOutputStream::new);
    byte[] half = java.util.Arrays.copyOf(packed, packed.length / 2);
    MessageStream stream = MessageStream.of("half", new ByteArrayInputStream(half));
    int count = 0;
    while (stream.next().isPresent()) {
      count++;
    }
    assertThat(count).isPositive();
    assertThat(stream.problem()).isPresent();
  }

  @Test
  void aMessageBeyondTheBoundIsCut() {
    byte[] head = "From: a@example.com\nSubject: 1\n\n".getBytes(StandardCharsets.US_ASCII);
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream(head), new ByteArrayInputStream(new byte[20_000_000]));
    RawMessage message = MessageStream.of("huge", endless).next().orElseThrow();
    assertThat(message.cut()).isTrue();
    assertThat(message.length()).isEqualTo(MessageStream.MAX_MESSAGE_BYTES);
  }

  @Test
  void rangesOfAnMboxGiveEachMessageOnceWhereverItIsCut() {
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      byte[] box = MBOX.repeat(3).replace("\n", lineEnd).getBytes(StandardCharsets.US_ASCII);
      List<String> whole = drain(MessageStream.byOffset("box", new ByteArrayInputStream(box)));
      assertThat(whole).hasSize(6);
      for (int cut = 1; cut < box.length; cut++) {
        List<String> parts = new ArrayList<>(range(box, 0, cut));
        parts.addAll(range(box, cut, box.length));
        assertThat(parts).as("cut at %d", cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void anMboxInAnArchiveNamesItsMessagesByTheirPlaceToo() throws IOException {
    byte[] tar = tar("new/1.eml", FIRST, "box", MBOX);
    assertThat(drain(MessageStream.byOffset("box", new ByteArrayInputStream(tar))))
        .containsExactly(
            "box!/new/1.eml 1", "box!/box#@0 1", "box!/box#@" + MBOX.lastIndexOf("From b@") + " 2");
  }

  @Test
  void onlyAPlainMboxCanBeReadInRanges() throws IOException {
    byte[] plain = MBOX.getBytes(StandardCharsets.US_ASCII);
    assertThat(MessageStream.isPlainMbox(new ByteArrayInputStream(plain))).isTrue();
    for (byte[] other :
        List.of(
            packed(plain, GZIPOutputStream::new),
            tar("box", MBOX),
            FIRST.getBytes(StandardCharsets.US_ASCII),
            new byte[0])) {
      assertThat(MessageStream.isPlainMbox(new ByteArrayInputStream(other))).isFalse();
    }
  }

  @Test
  void aMaildirGivesNewAndCurrentMailOnly() throws IOException {
    for (String name :
        List.of(
            "new/1",
            "cur/2",
            "tmp/3",
            "dovecot-uidlist",
            ".hidden",
            ".Sub/new/4",
            ".Sub/cur/5",
            ".Sub/tmp/6")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, FIRST);
    }
    assertThat(MessageFiles.list(List.of(folder)))
        .extracting(file -> folder.relativize(file).toString())
        .containsExactly(".Sub/cur/5", ".Sub/new/4", "cur/2", "new/1");
  }

  @Test
  void aPathThatDoesNotExistIsNamedWithACure() {
    assertThatThrownBy(() -> MessageFiles.list(List.of(folder.resolve("none"))))
        .hasMessageContaining("none cannot be read; give a file or a directory");
  }

  private interface Packer {
    OutputStream open(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] plain, Packer packer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packing = packer.open(out)) {
      packing.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] tar(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        byte[] bytes = namesAndTexts[i + 1].getBytes(StandardCharsets.US_ASCII);
        TarArchiveEntry entry = new TarArchiveEntry(namesAndTexts[i]);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static List<String> all(byte[] bytes) {
    return drain(MessageStream.of("box", new ByteArrayInputStream(bytes)));
  }

  private static List<String> range(byte[] box, int from, int to) {
    int start = Math.max(0, from - MessageStream.BYTES_BEFORE_RANGE);
    InputStream bytes = new ByteArrayInputStream(box, start, box.length - start);
    return drain(MessageStream.ofMboxRange("box", bytes, from, to));
  }

  private static List<String> drain(MessageStream stream) {
    List<String> found = new ArrayList<>();
    for (Optional<RawMessage> next = stream.next(); next.isPresent(); next = stream.next()) {
      RawMessage raw = next.get();
      HeaderBlock header = HeaderBlock.read(raw.bytes(), 0, raw.length());
      found.add(raw.sourceFile() + " " + header.first("subject"));
    }
    return found;
  }
}
