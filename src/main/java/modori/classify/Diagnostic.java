package modori.classify;

import java.util.Objects;
import modori.mail.EnhancedStatusCode;
import modori.mail.ReplyCode;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one refusal.
 *
 * @param replyCode the SMTP reply code, 0 if there is none
 * @param enhancedCode the enhanced status code beside the text, for example a DSN's Status field;
 *     codes within the text outrank it
 * @param text what the server or the notice says
 * @param remoteMta the name of the server that said it
 * @param stage the step of the dialogue
 */
public record Diagnostic(
    int replyCode,
    @Nullable String enhancedCode,
    String text,
    @Nullable String remoteMta,
    Stage stage) {

  /** Checks the range of the reply code and that text and stage are there. */
  public Diagnostic {
    if (replyCode != 0 && (replyCode < 200 || replyCode > 599)) {
      throw new IllegalArgumentException("not a reply code: " + replyCode);
    }
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(stage, "stage");
  }

  /** A diagnostic of which only the text is known; codes and stage are taken out of it. */
  public static Diagnostic of(String text) {
    return new Diagnostic(
        ReplyCode.atStartOf(text).map(ReplyCode::value).orElse(0),
        EnhancedStatusCode.firstIn(text).map(EnhancedStatusCode::toString).orElse(null),
        text,
        null,
        Stage.UNKNOWN);
  }

  // Written out, since diagnostics are looked up for every failed attempt.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Diagnostic that
        && replyCode == that.replyCode
        && stage == that.stage
        && text.equals(that.text)
        && Objects.equals(enhancedCode, that.enhancedCode)
        && Objects.equals(remoteMta, that.remoteMta);
  }

  @Override
  public int hashCode() {
    return text.hashCode() * 31 + replyCode;
  }
}
