package modori.correlate;

import java.util.LinkedHashMap;
import java.util.Map;
import modori.classify.Classifier;
import modori.classify.Diagnostic;
import modori.classify.FailureReason;
import modori.classify.Stage;
import modori.classify.Verdict;
import modori.parse.Outcome;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks the classifier about the texts of failed attempts. One object per thread: it remembers
 * answers.
 */
public final class Judge {
  private static final int REMEMBERED = 4096;
  private static final String OWN_ACCESS_TABLE = "policy.own-access-table";
  private static final String QUEUE_GAVE_UP = "queue.gave-up";

  private final Classifier classifier;
  private final Map<Diagnostic, Judgement> remembered =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Diagnostic, Judgement> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Judges by the rules of this classifier. */
  public Judge(Classifier classifier) {
    this.classifier = classifier;
  }

  /** Why an attempt with this reply failed. */
  Judgement judge(
      int replyCode,
      @Nullable String enhancedCode,
      @Nullable String text,
      @Nullable String relay,
      @Nullable SmtpStage stage) {
    Diagnostic diagnostic =
        new Diagnostic(replyCode, enhancedCode, text == null ? "" : text, relay, stageOf(stage));
    return remembered.computeIfAbsent(diagnostic, this::ask);
  }

  /**
   * Why our own server refused at SMTP time. Where the site's own access table says no, the reason
   * is our policy: "sender refused" is what the other side says of our senders (taxonomy: server =
   * remote).
   */
  static Judgement atOurDoor(Judgement said) {
    return said.reason() == FailureReason.SENDER_REFUSED
        ? new Judgement(FailureReason.POLICY_OTHER, OWN_ACCESS_TABLE, null)
        : said;
  }

  /** The queue gave up; the reason beneath is that of the last attempt, if it is known. */
  static Judgement expired(@Nullable Judgement last) {
    FailureReason cause =
        last == null ? null : last.reason() == FailureReason.EXPIRED ? last.cause() : last.reason();
    // "retry time not yet reached" is no cause: nothing was tried
    boolean tried = cause != FailureReason.DELAY_WARNING;
    return new Judgement(FailureReason.EXPIRED, QUEUE_GAVE_UP, tried ? cause : null);
  }

  /** An attempt that the server itself calls expired: the text may still name the cause. */
  static Judgement expired(Judgement said, @Nullable Judgement last) {
    FailureReason own = said.reason() == FailureReason.EXPIRED ? said.cause() : said.reason();
    boolean known = own != null && own != FailureReason.UNCLASSIFIED;
    return known ? new Judgement(FailureReason.EXPIRED, said.ruleId(), own) : expired(last);
  }

  /**
   * A failure at the first try: where the text only says that it is given up, what lies beneath.
   */
  static Judgement givenUp(Judgement said, @Nullable Judgement before) {
    if (said.reason() != FailureReason.EXPIRED) {
      return said;
    }
    FailureReason own = said.cause();
    if (own != null && own != FailureReason.UNCLASSIFIED) {
      return new Judgement(own, said.ruleId(), null);
    }
    return before == null ? said : before;
  }

  /** Whether an outcome needs a judgement. */
  static boolean needed(Outcome outcome) {
    return outcome == Outcome.DEFERRED
        || outcome == Outcome.BOUNCED
        || outcome == Outcome.EXPIRED
        || outcome == Outcome.REJECTED;
  }

  private Judgement ask(Diagnostic diagnostic) {
    Verdict verdict = classifier.classify(diagnostic);
    FailureReason cause =
        verdict.reason() == FailureReason.EXPIRED
            ? classifier.causeOf(diagnostic).map(Verdict::reason).orElse(null)
            : null;
    return new Judgement(verdict.reason(), verdict.ruleId(), cause);
  }

  private static Stage stageOf(@Nullable SmtpStage stage) {
    return stage == null
        ? Stage.UNKNOWN
        : switch (stage) {
          case CONNECT -> Stage.CONNECT;
          case EHLO -> Stage.EHLO;
          case AUTH -> Stage.AUTH;
          case MAIL -> Stage.MAIL;
          case RCPT -> Stage.RCPT;
          case DATA -> Stage.DATA;
          case EOM -> Stage.EOM;
        };
  }
}
