package modori;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that read the corpus beside the project; they are skipped where it does not lie. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCorpus.Condition.class)
public @interface NeedsCorpus {

  /** Whether the corpus is there. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Path corpus = Path.of(System.getProperty("modori.corpus", "../shared/corpus"));
      if (Files.isDirectory(corpus)) {
        return ConditionEvaluationResult.enabled("the corpus is there");
      }
      String why = "no corpus in " + corpus.toAbsolutePath().normalize();
      System.err.println("skipped: " + context.getDisplayName() + ": " + why);
      return ConditionEvaluationResult.disabled(why);
    }
  }
}
