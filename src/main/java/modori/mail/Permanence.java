package modori.mail;

/** Whether a repeated attempt may succeed: the first digit of a reply or status code. */
public enum Permanence {
  /** 4xx: try again. */
  TEMPORARY,
  /** 5xx: trying again is useless. */
  PERMANENT,
  /** 2xx and 3xx: no failure. */
  NONE;

  /** The name in tables: {@code temporary}, {@code permanent}, {@code none}. */
  public String columnValue() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
