package modori.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import modori.classify.Language;

/** The sentences about one mailbox, in one language. */
record MailboxWords(Language language, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  String time(Instant time) {
    return TIME.withZone(zone).format(time);
  }

  /** What the letters of a strip mean. */
  String letters() {
    return say(
        "F refused, M both, K room, k only small mail, G gone, . no mail, ? no input",
        "F 拒否 M 両方 K 空きあり k 小さいメールのみ G 消滅 . 配送なし ? 入力なし");
  }

  String state(MailboxAnswer answer) {
    MailboxAnswer.State state = answer.state();
    if (state == null) {
      return say("never refused for want of room, as far as the logs tell", "容量不足による拒否は記録されていません");
    }
    String since = time(state.firstFull());
    String last = time(state.lastFull());
    return switch (state.status()) {
      case "open" ->
          say(
              "full since " + since + ", last refusal " + last + " (" + state.level() + ")",
              since + " から満杯です。最後の拒否: " + last + "(" + state.level() + ")");
      case "recovered" -> {
        Instant recovered = state.recoveredAt() == null ? state.lastFull() : state.recoveredAt();
        yield say(
            "has room again since " + time(recovered) + "; was full from " + since,
            time(recovered) + " に空きが確認されました。" + since + " から満杯でした");
      }
      case "gone" ->
          say(
              "does not exist any more; was full from " + since + " to " + last,
              "現在は存在しません。" + since + " から " + last + " まで満杯でした");
      default ->
          say(
              "nobody has written to it since " + last + "; it was full then",
              last + " 以降は配送がありません。その時点では満杯でした");
    };
  }

  String server(MailboxAnswer.State state) {
    if (state.ours()) {
      return say("ours", "当方のサーバー");
    }
    String provider = state.provider() == null ? "" : " (" + state.provider() + ")";
    return say("another provider's", "他社のサーバー") + provider;
  }

  String cost(MailboxAnswer.State state) {
    return say(
        state.fullDays()
            + " of "
            + state.attemptDays()
            + " days with mail refused; "
            + state.messagesLost()
            + " messages lost; "
            + state.sendersAffected()
            + " senders affected",
        "配送のあった"
            + state.attemptDays()
            + "日のうち"
            + state.fullDays()
            + "日で拒否、失われたメール"
            + state.messagesLost()
            + "通、影響を受けた差出人"
            + state.sendersAffected()
            + "件");
  }

  String gone() {
    return say("the line is no longer in its file", "元の行はもうファイルにありません");
  }

  String say(String english, String japanese) {
    return switch (language) {
      case ENGLISH -> english;
      case JAPANESE -> japanese;
    };
  }
}
