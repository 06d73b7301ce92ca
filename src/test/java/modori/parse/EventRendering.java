package modori.parse;

/** Everything that a line gave, as one line of text for expected results. */
public final class EventRendering {
  private EventRendering() {}

  /** The fate, and for events and context all that is set, in a fixed order. */
  public static String render(LineFate fate, LogEvent event) {
    StringBuilder out = new StringBuilder(fate.kind().name());
    if (!fate.detail().isEmpty()) {
      out.append(": ").append(fate.detail());
    }
    if (fate.kind() != LineFate.Kind.EVENT && fate.kind() != LineFate.Kind.CONTEXT) {
      return out.toString();
    }
    out.append(' ').append(event.type());
    if (event.outcome() != null) {
      out.append(' ').append(event.outcome());
    }
    if (event.noticeKind() != null) {
      out.append(' ').append(event.noticeKind());
    }
    if (event.stage() != null) {
      out.append(" stage=").append(event.stage());
    }
    for (EventFlag flag : EventFlag.values()) {
      if (event.has(flag)) {
        out.append(" +").append(flag);
      }
    }
    for (EventNumber number : EventNumber.values()) {
      if (event.has(number)) {
        out.append(' ').append(number).append('=').append(event.number(number));
      }
    }
    for (EventField field : EventField.values()) {
      if (event.has(field)) {
        out.append(' ').append(field).append("={").append(event.text(field)).append('}');
      }
    }
    return out.toString();
  }
}
