package modori.bounce;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a notice in a mail that has no report: who sent it, how, and with which words.
 * Two traits of different kinds are wanted before an ordinary mail may be taken for one.
 */
final class NoticeClues {
  private static final int READ_CHARS = 8 * 1024;

  private static final List<String> SYSTEM_SENDERS =
      List.of(
          "mailer-daemon",
          "mailerdaemon",
          "mailer daemon",
          "postmaster",
          "post_master",
          "mail delivery",
          "mail.delivery",
          "delivery subsystem",
          "mail deliver",
          "system administrator",
          "mail system",
          "delivery system",
          "mail_service",
          "mail administrator",
          "mail router",
          "smtp gateway",
          "email administrator",
          "ndr administrator");

  private static final List<String> FAILING_SUBJECTS =
      List.of(
          "undeliver",
          "delivery status notification",
          "delivery notification",
          "delivery fail",
          "failure notice",
          "returned mail",
          "mail failure",
          "mail delivery",
          "delivery problem",
          "failed mail",
          "mail failed",
          "delivery error",
          "delivery report",
          "non-delivery",
          "nondelivery",
          "could not be delivered",
          "not delivered",
          "failed delivery",
          "failure delivery",
          "mail system error",
          "delivery has failed",
          "returning message",
          "returned to sender",
          "warning: message",
          "warning: could not send",
          "could not send",
          "unzustellbar",
          "nicht zugestellt",
          "non remis",
          "échec de",
          "non recapitabil",
          "mancato recapito",
          "no se puede entregar",
          "no entregado",
          "devuelto",
          "não entregue",
          "niedostarcz",
          "недостав",
          "не доставлен",
          "配信不能",
          "配信エラー",
          "送信できません",
          "エラーメール",
          "退信",
          "投递失败",
          "系统退信",
          "loop alert",
          "processing error",
          "error sending",
          "delivery failure",
          "email delivery",
          "message delayed",
          "warning--could not",
          "rejected mail",
          "undelivered",
          "message status",
          "delivery delay");

  private static final List<String> FAILING_WORDS =
      List.of(
          "could not be delivered",
          "couldn't be delivered",
          "cannot be delivered",
          "can't be delivered",
          "was not delivered",
          "wasn't delivered",
          "not been delivered",
          "unable to deliver",
          "wasn't able to deliver",
          "delivery has failed",
          "delivery failed",
          "delivery to the following",
          "did not reach",
          "could not be reached",
          "undeliverable",
          "permanent error",
          "permanent fatal error",
          "had delivery",
          "error delivering",
          "returned because",
          "has been returned",
          "failed to deliver",
          "message not delivered",
          "not able to deliver",
          "failed recipients",
          "delivery problems",
          "error was detected",
          "mailbox is full",
          "has been delayed",
          "not a valid user",
          "failed address",
          "trouble delivering",
          "error occurred while",
          "was automatically rejected",
          "was rejected",
          "no longer in use",
          "account is disabled",
          "rejected by a remote",
          "no valid recipients",
          "could not deliver",
          "invalid user address",
          "recipient name is not recognized",
          "did not exactly match",
          "invalid final delivery",
          "duplicated message-id",
          "nicht zugestellt",
          "n'a pas pu",
          "no se ha podido",
          "no pudo ser entregado",
          "non è stato possibile",
          "nao pode ser",
          "não pôde ser",
          "не может быть доставлен",
          "не удалось доставить",
          "nie można dostarczyć",
          "送信できません",
          "配信できません",
          "送信に失敗",
          "届きません",
          "无法投递",
          "无法送达",
          "退回",
          "failure reasons",
          "group you tried to contact",
          "グループが存在しない",
          "delivery attempts",
          "is over quota",
          "over disk quota",
          "message delivery failure",
          "unknown user",
          "user unknown",
          "rejected recipient");

  private static final List<String> ANSWERING_SUBJECTS =
      List.of(
          "out of office",
          "out of the office",
          "automatic reply",
          "autoreply",
          "auto reply",
          "auto-reply",
          "autorespon",
          "auto respon",
          "automatic response",
          "vacation",
          "away from",
          "abwesen",
          "odpowied",
          "absence",
          "fuera de la oficina",
          "ausente",
          "assenza",
          "respuesta autom",
          "réponse autom",
          "自動返信",
          "自動応答",
          "自动回复",
          "auto:",
          "i am away",
          "on leave",
          "on holiday");

  private static final List<String> CHALLENGES =
      List.of(
          "pre-approved",
          "allowed list",
          "have your address added",
          "verify that you",
          "verify yourself",
          "confirm that you",
          "confirm your email",
          "prove that you",
          "challenge",
          "guest list",
          "whitelist",
          "to ensure delivery of your",
          "release your message");

  private static final List<String> DELAYS =
      List.of(
          "warning message only",
          "has been delayed",
          "is delayed",
          "delayed ",
          "not yet been delivered",
          "will be retried",
          "attempts will continue",
          "still being tried",
          "will continue to try",
          "keep trying",
          "temporary failure report",
          "warning--could not send",
          "warning: could not send",
          "transient non-fatal",
          "do not need to resend",
          "not need to re-send");

  private final HeaderBlock header;
  private final String from;
  private final String subject;
  private final String text;
  private final boolean bare;

  NoticeClues(HeaderBlock header, String text) {
    this.header = header;
    this.from = lower(header.firstDecoded("from"));
    this.subject = lower(header.firstDecoded("subject"));
    this.text =
        text.substring(0, Math.min(text.length(), READ_CHARS))
            .toLowerCase(Locale.ROOT)
            .replace("=\n", "")
            .replace('\n', ' ');
    this.bare = header.size() == 0;
  }

  /** Whether the mail looks like a notice of failure or delay. */
  boolean isFailure() {
    boolean named = has(FAILING_SUBJECTS, subject);
    boolean said = has(FAILING_WORDS, text);
    boolean system = fromSystem();
    if (bare) {
      return said;
    }
    if (header.has("x-failed-recipients")) {
      return true;
    }
    boolean nullPath = hasNullReversePath();
    return named && said || (named || said) && (system || nullPath);
  }

  boolean isDelay() {
    return has(DELAYS, subject) || has(DELAYS, text);
  }

  boolean isAnswer() {
    String submitted = lower(header.first("auto-submitted"));
    return submitted.startsWith("auto-replied")
        || submitted.startsWith("auto-generated")
        || header.has("x-autoreply")
        || header.has("x-autorespond")
        || header.has("x-autoresponder")
        || lower(header.first("precedence")).startsWith("auto")
        || isNamedAnswer();
  }

  /** Whether the subject alone says that this is an automatic answer. */
  boolean isNamedAnswer() {
    return has(ANSWERING_SUBJECTS, subject);
  }

  boolean isChallenge() {
    return !fromSystem() && has(CHALLENGES, text) && text.contains("http");
  }

  boolean isRejection() {
    return lower(header.first("auto-submitted")).contains("reject")
        || subject.contains("reject")
        || text.contains("was automatically rejected")
        || text.contains("was rejected");
  }

  boolean fromSystem() {
    return has(SYSTEM_SENDERS, from) || from.strip().equals("<>");
  }

  boolean hasNullReversePath() {
    String path = header.first("return-path");
    return path != null && (path.strip().equals("<>") || lower(path).contains("mailer-daemon"));
  }

  boolean speaksOfFailure() {
    return has(FAILING_WORDS, text);
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.toLowerCase(Locale.ROOT);
  }

  private static boolean has(List<String> words, String text) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
