package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Notices that name the recipient within a sentence that speaks of failing: {@code There was an
 * error delivering your mail to <user@example.jp>.} (DragonFly's dma), {@code undeliverable to
 * user@example.jp}.
 */
final class SentenceReader implements ProseReader {
  private static final List<String> FAILING =
      List.of(
          "deliver",
          "undeliver",
          "fail",
          "reject",
          "not valid",
          "unknown",
          "not known",
          "addressed",
          "not found",
          "no longer",
          "does not exist",
          "unavailable",
          "mailbox",
          "inbox",
          "rejet",
          "delivr",
          "entreg",
          "zustell",
          "nicht erreicht",
          "remis",
          "recapit",
          "consegn",
          "bezorgd",
          "levere",
          "dostarcz",
          "doručit",
          "недостав",
          "доставл",
          "отправлен",
          "不能",
          "失敗",
          "失败",
          "できません",
          "配信中",
          "无法",
          "無法",
          "하지 못",
          "할 수 없",
          "duplicated");

  @Override
  public List<RecipientDraft> read(NoticeText text, Hints hints) {
    List<RecipientDraft> found = new ArrayList<>();
    String before = "";
    for (String line : text.lines()) {
      if (line.isEmpty()) {
        continue;
      }
      if (line.indexOf('@') >= 0 && (speaksOfFailing(line) || speaksOfFailing(before))) {
        read(line, hints, found);
      }
      before = line;
    }
    if (found.size() == 1) {
      for (String line : text.lines()) {
        found.get(0).say(line);
      }
    }
    return found;
  }

  private static void read(String line, Hints hints, List<RecipientDraft> found) {
    Addresses.Found next = Addresses.firstIn(line, 0);
    for (int i = 0; next != null && i < 50; i++) {
      String address = next.address();
      boolean role = address.toLowerCase(Locale.ROOT).startsWith("postmaster@");
      if (!role && !hints.isOwn(address) && !namesSender(line, next.start())) {
        add(address, found);
      }
      next = Addresses.firstIn(line, next.end());
    }
  }

  // "mail from a@b", "sent by a@b", "contact a@b": somebody else than the recipient
  private static boolean namesSender(String line, int start) {
    String before = line.substring(Math.max(0, start - 24), start).toLowerCase(Locale.ROOT).strip();
    return before.endsWith("from")
        || before.endsWith("from:")
        || before.endsWith(" by")
        || before.endsWith("contact")
        || before.endsWith("sender");
  }

  private static void add(String address, List<RecipientDraft> found) {
    for (RecipientDraft known : found) {
      if (known.isFor(address)) {
        return;
      }
    }
    if (found.size() < 50) {
      found.add(new RecipientDraft(address));
    }
  }

  private static boolean speaksOfFailing(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    for (String word : FAILING) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
