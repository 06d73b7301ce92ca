package modori.classify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all literals in one pass over a text: a dense Aho–Corasick automaton over UTF-8 bytes whose
 * columns are the bytes that occur in literals (A. Aho, M. Corasick, CACM 18, 1975).
 */
final class LiteralAutomaton {
  private final int[] columnOf = new int[256];
  private final int columns;
  private final int[] next;
  private final int firstWithOutput;
  private final int[][] outputs;
  private final int[] lengths;
  private final boolean[] startsWord;
  private final boolean[] endsWord;

  /** Receives what is found. */
  interface Hits {
    /** A literal was found between start and end. */
    void add(int literal, int start, int end);
  }

  /**
   * Builds the automaton.
   *
   * @param literals folded literals; a vertical bar at either end asks for the edge of a word
   */
  LiteralAutomaton(List<String> literals) {
    int count = literals.size();
    lengths = new int[count];
    startsWord = new boolean[count];
    endsWord = new boolean[count];
    List<byte[]> patterns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String bare = literals.get(i);
      startsWord[i] = bare.startsWith("|");
      endsWord[i] = bare.endsWith("|");
      bare = bare.substring(startsWord[i] ? 1 : 0, bare.length() - (endsWord[i] ? 1 : 0));
      lengths[i] = bare.length();
      patterns.add(bare.getBytes(StandardCharsets.UTF_8));
    }
    columns = assignColumns(patterns);

    List<Map<Integer, Integer>> tree = new ArrayList<>();
    List<List<Integer>> found = new ArrayList<>();
    tree.add(new HashMap<>());
    found.add(new ArrayList<>());
    for (int literal = 0; literal < count; literal++) {
      int state = 0;
      for (byte b : patterns.get(literal)) {
        int column = columnOf[b & 0xff];
        Integer child = tree.get(state).get(column);
        if (child == null) {
          child = tree.size();
          tree.add(new HashMap<>());
          found.add(new ArrayList<>());
          tree.get(state).put(column, child);
        }
        state = child;
      }
      found.get(state).add(literal);
    }

    int states = tree.size();
    int[][] table = new int[states][];
    fillTable(tree, found, table);
    int[] renumbered = new int[states];
    firstWithOutput = renumber(found, renumbered);
    next = new int[states * columns];
    outputs = new int[states - firstWithOutput][];
    for (int state = 0; state < states; state++) {
      int to = renumbered[state];
      for (int column = 0; column < columns; column++) {
        next[to * columns + column] = renumbered[table[state][column]] * columns;
      }
      if (to >= firstWithOutput) {
        outputs[to - firstWithOutput] =
            found.get(state).stream().mapToInt(Integer::intValue).toArray();
      }
    }
  }

  /** Reports every literal that stands in the text. */
  void scan(char[] text, int length, Hits hits) {
    int state = 0;
    int threshold = firstWithOutput * columns;
    for (int i = 0; i < length; i++) {
      char c = text[i];
      if (c < 0x80) {
        state = next[state + columnOf[c]];
      } else if (c < 0x800) {
        state = next[state + columnOf[0xc0 | c >> 6]];
        state = next[state + columnOf[0x80 | c & 0x3f]];
      } else {
        state = next[state + columnOf[0xe0 | c >> 12]];
        state = next[state + columnOf[0x80 | c >> 6 & 0x3f]];
        state = next[state + columnOf[0x80 | c & 0x3f]];
      }
      if (state >= threshold) {
        report(outputs[state / columns - firstWithOutput], text, i + 1, length, hits);
      }
    }
  }

  private void report(int[] literals, char[] text, int end, int length, Hits hits) {
    for (int literal : literals) {
      int start = end - lengths[literal];
      if (startsWord[literal] && start > 0 && Character.isLetterOrDigit(text[start - 1])) {
        continue;
      }
      if (endsWord[literal] && end < length && Character.isLetterOrDigit(text[end])) {
        continue;
      }
      hits.add(literal, start, end);
    }
  }

  /** Column 0 is every byte that no literal holds; it leads back to the root. */
  private int assignColumns(List<byte[]> patterns) {
    int used = 1;
    for (byte[] pattern : patterns) {
      for (byte b : pattern) {
        if (columnOf[b & 0xff] == 0) {
          columnOf[b & 0xff] = used++;
        }
      }
    }
    return used;
  }

  private void fillTable(
      List<Map<Integer, Integer>> tree, List<List<Integer>> found, int[][] table) {
    int[] fail = new int[tree.size()];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      int[] row = state == 0 ? new int[columns] : Arrays.copyOf(table[fail[state]], columns);
      for (Map.Entry<Integer, Integer> edge : tree.get(state).entrySet()) {
        int child = edge.getValue();
        fail[child] = state == 0 ? 0 : row[edge.getKey()];
        found.get(child).addAll(found.get(fail[child]));
        queue.add(child);
        row[edge.getKey()] = child;
      }
      table[state] = row;
    }
  }

  /** Puts the states that report something behind all others. */
  private static int renumber(List<List<Integer>> found, int[] renumbered) {
    int quiet = 0;
    for (int state = 0; state < renumbered.length; state++) {
      if (found.get(state).isEmpty()) {
        renumbered[state] = quiet++;
      }
    }
    int loud = quiet;
    for (int state = 0; state < renumbered.length; state++) {
      if (!found.get(state).isEmpty()) {
        renumbered[state] = loud++;
      }
    }
    return quiet;
  }
}
