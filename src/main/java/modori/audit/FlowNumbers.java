package modori.audit;

/**
 * What a table held before a night, what the night has added and taken, and what it holds now.
 *
 * @param before rows before
 * @param added rows written
 * @param taken rows taken out
 * @param after rows now
 */
public record FlowNumbers(long before, long added, long taken, long after) {
  /** Nothing happened. */
  public static final FlowNumbers NONE = new FlowNumbers(0, 0, 0, 0);
}
