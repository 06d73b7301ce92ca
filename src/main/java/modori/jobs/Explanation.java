package modori.jobs;

import modori.bounce.DetectedBy;
import modori.bounce.NoticeKind;
import modori.classify.Language;
import org.jspecify.annotations.Nullable;

/** The words of {@code modori explain}, in the language of the customer. */
record Explanation(Language language) {
  /** What a line is about. */
  enum Label {
    WHAT("What       ", "これは     "),
    RECIPIENT("Recipient  ", "宛先       "),
    SENDER("Sent by    ", "差出人     "),
    WHOSE("Whose      ", "誰のメール "),
    WHY("Why        ", "理由       "),
    BENEATH("Beneath    ", "元の原因   "),
    SERVER("Server     ", "サーバー   "),
    REMEDY("What to do ", "対処       "),
    TEXT("Text       ", "原文       ");

    private final String english;
    private final String japanese;

    Label(String english, String japanese) {
      this.english = english;
      this.japanese = japanese;
    }
  }

  String label(Label label) {
    return say(label.english, label.japanese);
  }

  String kind(NoticeKind kind) {
    return switch (kind) {
      case BOUNCE -> say("an error notice: the mail was not delivered", "エラー通知です。メールは届いていません。");
      case DELAY ->
          say("a warning: the mail is late, the server keeps trying", "遅延のお知らせです。再送は続いています。");
      case SUCCESS -> say("a receipt: the mail was delivered or passed on", "配送完了のお知らせです。");
      case MDN -> say("a reading receipt", "開封確認です。");
      case COMPLAINT ->
          say("a complaint: the recipient reported the mail as spam", "迷惑メールとしての申告です。");
      case AUTO_REPLY -> say("an automatic answer: the mail did arrive", "自動返信です。メールは届いています。");
      case CHALLENGE -> say("a question whether a person sent the mail", "送信者の確認を求めるメールです。");
      case NOT_A_NOTICE -> say("no error notice, but an ordinary mail", "エラー通知ではなく、通常のメールです。");
      case UNPARSABLE -> say("a notice that is damaged beyond reading", "壊れていて読み取れない通知です。");
    };
  }

  String guise() {
    return say("a mail in the form of an error notice", "エラー通知の形をしたメールです。");
  }

  String verdict(String verdict) {
    return switch (verdict) {
      case "ours" -> say("about a mail that left our servers", "当方のサーバーから送信されたメールについての通知です。");
      case "backscatter" ->
          say(
              "about a mail that did not leave our servers: somebody used the address",
              "当方から送信した記録のないメールについての通知です。");
      case "forged_notice" -> say("about no mail at all: it is forged", "実在しないメールについての、偽の通知です。");
      default -> say("cannot be told from the logs at hand", "手元のログからは判断できません。");
    };
  }

  String doubtful() {
    return say(
        "nothing in it proves that it is genuine; compare it with the logs (--warehouse)",
        "本物である証拠がありません。ログと照合してください(--warehouse)。");
  }

  String server(DetectedBy detectedBy, @Nullable String reportingMta, @Nullable String remoteMta) {
    String reporter = reportingMta == null ? "" : " (" + reportingMta + ")";
    String remote = remoteMta == null ? "" : " (" + remoteMta + ")";
    return switch (detectedBy) {
      case OWN ->
          say("the server that sent the notice found the error itself", "通知を送ったサーバー自身のエラーです。")
              + reporter;
      case REMOTE -> say("the other side's server refused", "相手側のサーバーが拒否しました。") + remote;
    };
  }

  private String say(String english, String japanese) {
    return language == Language.JAPANESE ? japanese : english;
  }
}
