package modori.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All rules, compiled once: numbered literals, two automata, and which literal calls which rule.
 */
final class RuleSet {
  private static final int X_CLASS = 0;

  final LiteralAutomaton wordAutomaton;
  final LiteralAutomaton nameAutomaton;
  final int literalCount;
  final int longestLiteral;

  /** The first number of the literals that are looked for in names. */
  final int firstName;

  final Compiled[] rules;

  /** Which rules become candidates when a literal is found. */
  final NumberSet[] rulesOfLiteral;

  /** Which stage a literal tells, by its number. */
  final Stage[] stageOfLiteral;

  private final Map<Integer, NumberSet> rulesOfEnhanced = new HashMap<>();
  private final Map<Integer, NumberSet> rulesOfReply = new HashMap<>();
  private final NumberSet rulesOfStage;

  /** A rule whose literals are numbers. */
  record Compiled(
      Rule rule,
      Verdict verdict,
      NumberSet[] groups,
      NumberSet none,
      NumberSet[][] phrases,
      int[] replyCodes,
      int[] enhancedCodes) {}

  RuleSet(List<Rule> source) {
    Map<String, Integer> words = new LinkedHashMap<>();
    Map<String, Integer> names = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      stage.literals().forEach(literal -> words.putIfAbsent(literal, words.size()));
    }
    for (Rule rule : source) {
      rule.all().forEach(group -> number(group, words));
      number(rule.any(), words);
      number(rule.none(), words);
      rule.phrases().forEach(phrase -> phrase.forEach(step -> number(step, words)));
      number(rule.names(), names);
    }
    firstName = words.size();
    literalCount = words.size() + names.size();
    longestLiteral = words.keySet().stream().mapToInt(String::length).max().orElse(0);
    wordAutomaton = new LiteralAutomaton(List.copyOf(words.keySet()));
    nameAutomaton = new LiteralAutomaton(List.copyOf(names.keySet()));
    stageOfLiteral = new Stage[literalCount];
    Arrays.fill(stageOfLiteral, Stage.UNKNOWN);
    for (Stage stage : Stage.values()) {
      stage.literals().forEach(literal -> stageOfLiteral[numberOf(literal, words)] = stage);
    }

    rules = new Compiled[source.size()];
    int[][][] groups = new int[rules.length][][];
    int[] uses = new int[literalCount];
    for (int i = 0; i < rules.length; i++) {
      groups[i] = groups(source.get(i), words, names);
      rules[i] = compile(source.get(i), groups[i], words);
      for (int[] group : groups[i]) {
        for (int literal : group) {
          uses[literal]++;
        }
      }
    }
    List<List<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < literalCount; i++) {
      calls.add(new ArrayList<>());
    }
    Map<Integer, List<Integer>> enhanced = new HashMap<>();
    Map<Integer, List<Integer>> reply = new HashMap<>();
    List<Integer> stages = new ArrayList<>();
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].rule().readsText()) {
        for (int literal : rarest(groups[i], uses)) {
          calls.get(literal).add(i);
        }
      } else if (rules[i].enhancedCodes().length > 0) {
        for (int code : rules[i].enhancedCodes()) {
          enhanced.computeIfAbsent(code, key -> new ArrayList<>()).add(i);
        }
      } else if (rules[i].replyCodes().length > 0) {
        for (int code : rules[i].replyCodes()) {
          reply.computeIfAbsent(code, key -> new ArrayList<>()).add(i);
        }
      } else {
        stages.add(i);
      }
    }
    rulesOfLiteral = calls.stream().map(c -> new NumberSet(ints(c))).toArray(NumberSet[]::new);
    enhanced.forEach((code, list) -> rulesOfEnhanced.put(code, new NumberSet(ints(list))));
    reply.forEach((code, list) -> rulesOfReply.put(code, new NumberSet(ints(list))));
    rulesOfStage = new NumberSet(ints(stages));
  }

  /** Calls the rules that ask for this enhanced code; false if none does. */
  boolean callByEnhanced(int packed, long[] candidates) {
    NumberSet exact = rulesOfEnhanced.get(packed);
    NumberSet anyClass = rulesOfEnhanced.get(packed % 1_000_000);
    if (exact != null) {
      exact.addTo(candidates);
    }
    if (anyClass != null) {
      anyClass.addTo(candidates);
    }
    return exact != null || anyClass != null;
  }

  /** Calls the rules that ask for this reply code, and those that ask for a stage only. */
  void callByReply(int code, long[] candidates) {
    NumberSet rulesOfCode = rulesOfReply.get(code);
    if (rulesOfCode != null) {
      rulesOfCode.addTo(candidates);
    }
    rulesOfStage.addTo(candidates);
  }

  /** The groups of literals of each of which one must be found. */
  private int[][] groups(Rule rule, Map<String, Integer> words, Map<String, Integer> names) {
    List<int[]> groups = new ArrayList<>();
    rule.all().forEach(group -> groups.add(numbers(group, words, 0)));
    if (!rule.any().isEmpty()) {
      groups.add(numbers(rule.any(), words, 0));
    }
    if (!rule.names().isEmpty()) {
      groups.add(numbers(rule.names(), names, firstName));
    }
    if (!rule.phrases().isEmpty()) {
      // Whatever phrase holds, one of its last steps is there.
      groups.add(
          rule.phrases().stream()
              .flatMapToInt(
                  phrase -> Arrays.stream(numbers(phrase.get(phrase.size() - 1), words, 0)))
              .distinct()
              .toArray());
    }
    return groups.toArray(int[][]::new);
  }

  private static Compiled compile(Rule rule, int[][] groups, Map<String, Integer> words) {
    return new Compiled(
        rule,
        new Verdict(rule.reason(), rule.id()),
        Arrays.stream(groups).map(NumberSet::new).toArray(NumberSet[]::new),
        new NumberSet(numbers(rule.none(), words, 0)),
        rule.phrases().stream()
            .map(
                phrase ->
                    phrase.stream()
                        .map(step -> new NumberSet(numbers(step, words, 0)))
                        .toArray(NumberSet[]::new))
            .toArray(NumberSet[][]::new),
        rule.replyCodes().stream().mapToInt(Integer::intValue).toArray(),
        rule.enhancedCodes().stream().mapToInt(RuleSet::packed).toArray());
  }

  private static int packed(String code) {
    String[] parts = code.split("\\.");
    int statusClass = parts[0].equals("x") ? X_CLASS : Integer.parseInt(parts[0]);
    return FoldedText.packed(statusClass, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /** The group whose literals call the fewest rules, so that few rules are looked at in vain. */
  private static int[] rarest(int[][] groups, int[] uses) {
    int[] best = groups[0];
    long least = Long.MAX_VALUE;
    for (int[] group : groups) {
      long sum = 0;
      for (int literal : group) {
        sum += uses[literal];
      }
      if (sum < least) {
        least = sum;
        best = group;
      }
    }
    return best;
  }

  private static void number(List<String> literals, Map<String, Integer> numbers) {
    for (String literal : literals) {
      numbers.putIfAbsent(literal, numbers.size());
    }
  }

  private static int[] numbers(List<String> literals, Map<String, Integer> numbers, int first) {
    return literals.stream().mapToInt(literal -> first + numberOf(literal, numbers)).toArray();
  }

  private static int numberOf(String literal, Map<String, Integer> numbers) {
    return Objects.requireNonNull(numbers.get(literal), literal);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).distinct().toArray();
  }
}
