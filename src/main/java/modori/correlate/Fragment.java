package modori.correlate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import modori.parse.EventField;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one queue entry as far as somebody has seen them: what is shuffled, merged, and kept
 * from night to night.
 *
 * @param mta which mail server, as in the column {@code mta}
 * @param host that wrote the lines
 * @param instance of a multi-instance server; empty for the others
 * @param queueId as logged
 * @param facts packed facts in any order, each perhaps more than once
 */
public record Fragment(String mta, String host, String instance, String queueId, byte[] facts)
    implements Serializable {
  /** What is equal for all fragments of one queue entry. */
  public String key() {
    return host + '\0' + instance + '\0' + queueId;
  }

  /**
   * Within what a queue id names one message. Exim's ids are made of time, process and fraction of
   * a second, and its main log names no host: the same entry read from the main log and from syslog
   * is one (specification, "Message identification").
   */
  static String scope(String mta, String host) {
    return mta.equals("exim") ? "" : host;
  }

  /** Every text that its facts hold. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int at = 0; at < facts.length; ) {
      Fact fact = new Fact(facts, at);
      for (EventField field : EventField.values()) {
        String text = fact.text(field);
        if (text != null) {
          texts.add(text);
        }
      }
      at = fact.end();
    }
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fragment that
        && key().equals(that.key())
        && mta.equals(that.mta)
        && Arrays.equals(facts, that.facts);
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public String toString() {
    return mta + " " + host + " " + instance + " " + queueId + " (" + facts.length + " bytes)";
  }
}
