package modori.report;

import java.time.ZoneId;
import modori.classify.Language;

/** A letter to the customer about one mailbox: ready to be sent, without log lines or jargon. */
public final class MailboxLetter {
  private MailboxLetter() {}

  /** The letter; empty where the mailbox was never full and there is nothing to write about. */
  public static String of(MailboxAnswer answer, ZoneId zone, Language language) {
    MailboxAnswer.State state = answer.state();
    if (state == null) {
      return "";
    }
    MailboxWords words = new MailboxWords(language, zone);
    String address = ForeignText.visible(answer.address());
    String first = words.time(state.firstFull());
    String last = words.time(state.lastFull());
    if (!state.isOpen()) {
      return words.say(
          "Dear customer,\n\nmail to "
              + address
              + " was refused between "
              + first
              + " and "
              + last
              + " because the mailbox had no room. "
              + state.messagesLost()
              + " messages did not arrive; their senders may want to send them again.\n",
          "お客様\n\n"
              + first
              + " から "
              + last
              + " までの間、"
              + address
              + " 宛のメールは、メールボックスの容量不足のためお届けできませんでした。届かなかったメールは "
              + state.messagesLost()
              + " 通です。必要に応じて、差出人の方に再送をご依頼ください。\n");
    }
    return words.say(
        "Dear customer,\n\nthe mailbox "
            + address
            + " is full. Since "
            + first
            + " mail to it has been refused; "
            + state.messagesLost()
            + " messages did not arrive.\n\n"
            + (state.ours()
                ? "Please delete mail that you no longer need, also from the folders for sent and deleted mail, or ask us for more room. New mail arrives again as soon as there is room."
                : "The mailbox is not on our servers, so only its owner or the owner's provider can make room. Please reach the recipient by another way and ask for it.")
            + "\n",
        "お客様\n\nメールボックス "
            + address
            + " の容量が上限に達しています。"
            + first
            + " 以降のメールをお届けできておらず、届かなかったメールは "
            + state.messagesLost()
            + " 通です。\n\n"
            + (state.ours()
                ? "不要なメールを削除していただくか(送信済み・ごみ箱フォルダーもご確認ください)、容量の追加をお申し付けください。空きができ次第、新しいメールは再び届きます。"
                : "このメールボックスは当方のサーバーのものではないため、受信者ご本人または契約先の事業者でなければ空きを作れません。別の手段で受信者の方にお知らせください。")
            + "\n");
  }
}
