package modori.spark.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Puts small things together until a task has enough to do; their order stays. */
public final class Packing {
  private Packing() {}

  /** Groups of neighbours of about this weight; a heavier thing is a group of its own. */
  public static <T> List<ArrayList<T>> ofNeighbours(
      List<T> things, ToLongFunction<T> weight, long groupWeight) {
    List<ArrayList<T>> groups = new ArrayList<>();
    long room = 0;
    for (T thing : things) {
      long own = weight.applyAsLong(thing);
      if (groups.isEmpty() || own > room) {
        groups.add(new ArrayList<>());
        room = groupWeight;
      }
      groups.get(groups.size() - 1).add(thing);
      room -= own;
    }
    return groups;
  }
}
