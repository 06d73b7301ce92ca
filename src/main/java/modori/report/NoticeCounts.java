package modori.report;

/**
 * Whose mail the bounce messages of the night are about.
 *
 * @param ours about mail that we sent
 * @param backscatter about mail that others sent with our addresses
 * @param forged no true notices at all
 * @param unknown not decided
 */
public record NoticeCounts(long ours, long backscatter, long forged, long unknown) {

  /** No notices. */
  public static final NoticeCounts NONE = new NoticeCounts(0, 0, 0, 0);

  /** Checks that nothing is negative. */
  public NoticeCounts {
    if (ours < 0 || backscatter < 0 || forged < 0 || unknown < 0) {
      throw new IllegalArgumentException("a negative count of notices");
    }
  }

  /** Share of the notices that are linked to mail in our logs, 0 to 1; 0 where there are none. */
  public double linkedShare() {
    return total() == 0 ? 0 : (double) ours / total();
  }

  /** All notices. */
  public long total() {
    return ours + backscatter + forged + unknown;
  }
}
