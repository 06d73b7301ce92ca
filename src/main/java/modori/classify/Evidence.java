package modori.classify;

import java.util.Arrays;
import java.util.regex.Pattern;
import modori.mail.EnhancedStatusCode;
import org.jspecify.annotations.Nullable;

/** What one text shows: found literals with their places, codes and stage. */
final class Evidence implements LiteralAutomaton.Hits {
  private final RuleSet rules;
  private final FoldedText text;
  private final long[] found;
  private final long[] candidates;
  private int[] hits = new int[96];
  private int hitCount;
  private int offset;
  private Stage stage;
  private int replyCode;
  private int besideText;

  Evidence(RuleSet rules, Diagnostic diagnostic) {
    this.rules = rules;
    text = FoldedText.of(diagnostic.text(), diagnostic.remoteMta());
    found = new long[(rules.literalCount + 63) >> 6];
    candidates = new long[(rules.rules.length + 63) >> 6];
    stage = diagnostic.stage();
    rules.wordAutomaton.scan(text.words, text.wordsLength, this);
    offset = rules.firstName;
    rules.nameAutomaton.scan(text.names, text.namesLength, this);
    replyCode = diagnostic.replyCode();
    if (replyCode == 0 && text.replyCount > 0) {
      replyCode = text.replyCodes[0];
    }
    besideText = packed(diagnostic.enhancedCode());
    callByCodes();
  }

  @Override
  public void add(int number, int start, int end) {
    int literal = number + offset;
    if (offset == 0) {
      if (hitCount + 3 > hits.length) {
        hits = Arrays.copyOf(hits, hits.length * 2);
      }
      hits[hitCount] = literal;
      hits[hitCount + 1] = start;
      hits[hitCount + 2] = end;
      hitCount += 3;
    }
    long bit = 1L << literal;
    if ((found[literal >> 6] & bit) == 0) {
      found[literal >> 6] |= bit;
      if (stage == Stage.UNKNOWN) {
        stage = rules.stageOfLiteral[literal];
      }
      rules.rulesOfLiteral[literal].addTo(candidates);
    }
  }

  /** The first rule that holds, at or behind a number; -1 if there is none. */
  int firstFrom(int from) {
    for (int word = from >> 6; word < candidates.length; word++) {
      long bits = candidates[word];
      if (word == from >> 6) {
        bits &= -1L << from;
      }
      while (bits != 0) {
        int rule = (word << 6) + Long.numberOfTrailingZeros(bits);
        if (holds(rules.rules[rule])) {
          return rule;
        }
        bits &= bits - 1;
      }
    }
    return -1;
  }

  /** Calls the rules that ask for codes: of the text's own codes the first that tells. */
  private void callByCodes() {
    boolean called = false;
    for (int i = 0; i < text.enhancedCount && !called; i++) {
      called = rules.callByEnhanced(text.enhancedCodes[i], candidates);
    }
    if (!called && besideText != 0) {
      rules.callByEnhanced(besideText, candidates);
    }
    rules.callByReply(replyCode, candidates);
  }

  private boolean holds(RuleSet.Compiled compiled) {
    for (NumberSet group : compiled.groups()) {
      if (!group.meets(found)) {
        return false;
      }
    }
    if (compiled.none().meets(found)) {
      return false;
    }
    Rule rule = compiled.rule();
    if (!rule.stages().isEmpty() && !rule.stages().contains(stage)) {
      return false;
    }
    if (compiled.replyCodes().length > 0 && !replyMatches(compiled.replyCodes())) {
      return false;
    }
    if (rule.readsText()
        && compiled.enhancedCodes().length > 0
        && !enhancedMatches(compiled.enhancedCodes())) {
      return false;
    }
    if (compiled.phrases().length > 0 && !anyPhrase(compiled.phrases(), rule.gap())) {
      return false;
    }
    Pattern pattern = rule.pattern();
    return pattern == null || pattern.matcher(text.wordsAsString()).find();
  }

  private boolean replyMatches(int[] codes) {
    for (int code : codes) {
      if (code == replyCode) {
        return true;
      }
      for (int i = 0; i < text.replyCount; i++) {
        if (code == text.replyCodes[i]) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean enhancedMatches(int[] codes) {
    if (text.enhancedCount == 0 && besideText != 0) {
      for (int code : codes) {
        if (code == besideText || code == besideText % 1_000_000) {
          return true;
        }
      }
    }
    for (int i = 0; i < text.enhancedCount; i++) {
      for (int code : codes) {
        if (code == text.enhancedCodes[i] || code == text.enhancedCodes[i] % 1_000_000) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean anyPhrase(NumberSet[][] phrases, int gap) {
    for (NumberSet[] phrase : phrases) {
      if (allMet(phrase) && phraseFrom(phrase, 0, 0, -1, gap)) {
        return true;
      }
    }
    return false;
  }

  private boolean allMet(NumberSet[] phrase) {
    for (NumberSet step : phrase) {
      if (!step.meets(found)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the steps of a phrase follow each other within one sentence. */
  private boolean phraseFrom(NumberSet[] phrase, int step, int fromHit, int end, int gap) {
    if (step == phrase.length) {
      return true;
    }
    // Hits are sorted by their ends, so what is near stands within a window.
    int lastEnd = end < 0 ? Integer.MAX_VALUE : end + gap + rules.longestLiteral;
    for (int hit = fromHit; hit < hitCount && hits[hit + 2] <= lastEnd; hit += 3) {
      int start = hits[hit + 1];
      if (phrase[step].contains(hits[hit])
          && (end < 0 || start >= end && start - end <= gap && !sentenceEnds(end, start))
          && phraseFrom(phrase, step + 1, hit, hits[hit + 2], gap)) {
        return true;
      }
    }
    return false;
  }

  private boolean sentenceEnds(int from, int to) {
    for (int i = from; i < to - 1; i++) {
      char c = text.words[i];
      if (c == ';' || c == '.' && text.words[i + 1] == ' ') {
        return true;
      }
    }
    return false;
  }

  private static int packed(@Nullable String code) {
    return code == null
        ? 0
        : EnhancedStatusCode.of(code)
            .map(c -> FoldedText.packed(c.statusClass(), c.subject(), c.detail()))
            .orElse(0);
  }
}
