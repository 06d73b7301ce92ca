package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.NeedsCorpus;
import org.junit.jupiter.api.Test;

/**
 * Texts that other projects have labelled. {@code allowed-reasons.tsv} says which of our reasons a
 * label allows, {@code disputed-labels.tsv} which labels we hold to be wrong, and why.
 */
@NeedsCorpus
class DiagnosticsCorpusTest {
  private static final Path FILE =
      Path.of(System.getProperty("modori.corpus"), "bounce", "diagnostics.tsv");
  private static final Set<String> FULL =
      Set.of(
          "mailboxfull",
          "bmh:full",
          "bp:over_quota",
          "kumo:QuotaIssues",
          "zonemta:capacity/reject");
  private static final Classifier CLASSIFIER = Classifier.standard();
  private static final Map<String, Set<String>> ALLOWED = allowed();
  private static final Map<String, String> DISPUTED = disputed();

  @Test
  void every_full_mailbox_is_called_full() throws IOException {
    List<Labelled> full = texts().stream().filter(t -> FULL.contains(t.label())).toList();
    assertThat(full).hasSizeGreaterThan(60);
    assertThat(full).filteredOn(t -> !t.answeredFull() && !t.isDisputed()).isEmpty();
  }

  @Test
  void nothing_else_is_called_full() throws IOException {
    assertThat(texts())
        .filteredOn(t -> !ALLOWED.get(t.label()).contains("mailbox_full") && t.answeredFull())
        .isEmpty();
  }

  @Test
  void ninety_nine_of_a_hundred_labels_are_met() throws IOException {
    List<Labelled> texts = texts();
    List<Labelled> missed = texts.stream().filter(t -> !t.isAllowed() && !t.isDisputed()).toList();
    assertThat(100.0 * (texts.size() - missed.size()) / texts.size())
        .as("%s", missed)
        .isGreaterThanOrEqualTo(99.0);
  }

  @Test
  void disputed_labels_are_answered_as_their_ground_says() throws IOException {
    List<Labelled> disputed = texts().stream().filter(Labelled::isDisputed).toList();
    assertThat(disputed).hasSizeLessThan(texts().size() / 15);
    assertThat(disputed)
        .allSatisfy(t -> assertThat(t.verdict().reason().id()).isEqualTo(DISPUTED.get(t.key())));
  }

  @Test
  void no_text_is_left_without_an_answer_but_a_few() throws IOException {
    List<Labelled> texts = texts();
    assertThat(texts)
        .filteredOn(t -> t.verdict().reason() == FailureReason.UNCLASSIFIED)
        .hasSizeLessThan(texts.size() / 50);
  }

  private record Labelled(String text, String label, Verdict verdict, String cause) {
    boolean isAllowed() {
      Set<String> allowed = ALLOWED.get(label);
      return allowed.contains(verdict.reason().id()) || allowed.contains(cause);
    }

    boolean answeredFull() {
      return verdict.reason().isFull() || cause.startsWith("mailbox_full");
    }

    boolean isDisputed() {
      return DISPUTED.containsKey(key());
    }

    String key() {
      return sha256(text) + " " + label;
    }
  }

  private static List<Labelled> texts() throws IOException {
    List<Labelled> texts = new ArrayList<>();
    for (String line : Files.readString(FILE).split("\n")) {
      String[] cells = line.split("\t");
      if (cells.length < 3 || !ALLOWED.containsKey(cells[1])) {
        continue;
      }
      Diagnostic diagnostic = new Diagnostic(0, null, cells[0], null, Stage.UNKNOWN);
      String cause = CLASSIFIER.causeOf(diagnostic).map(v -> v.reason().id()).orElse("none");
      texts.add(new Labelled(cells[0], cells[1], CLASSIFIER.classify(diagnostic), cause));
    }
    return texts;
  }

  private static Map<String, Set<String>> allowed() {
    Map<String, Set<String>> allowed = new HashMap<>();
    for (String[] cells : table("allowed-reasons.tsv")) {
      allowed.put(cells[0], Set.of(cells[1].split(" ")));
    }
    return allowed;
  }

  private static Map<String, String> disputed() {
    Map<String, String> disputed = new HashMap<>();
    for (String[] cells : table("disputed-labels.tsv")) {
      disputed.put(cells[0] + " " + cells[1], cells[2]);
    }
    return disputed;
  }

  private static List<String[]> table(String name) {
    try (InputStream stream = DiagnosticsCorpusTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t"))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
