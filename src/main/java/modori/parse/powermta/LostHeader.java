package modori.parse.powermta;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.CsvRow;
import modori.parse.QuotedReply;

/**
 * Columns of a row whose header is lost, told by what the cells look like. The user's guide lists
 * fields in one order, and sites keep to it: the time of logging before the time of queueing, the
 * sender before the recipient, the source before the status, the remote MTA behind it.
 */
final class LostHeader {
  private static final byte[] SMTP = word("smtp;");
  private static final byte[] UNKNOWN = word("x-unix;");
  private static final byte[] POWERMTA = word("x-pmta;");
  private static final byte[][] CATEGORIES = {
    word("bad-mailbox"),
    word("bad-domain"),
    word("inactive-mailbox"),
    word("quota-issues"),
    word("no-answer-from-host"),
    word("routing-errors"),
    word("spam-related"),
    word("policy-related"),
    word("message-expired"),
    word("bad-configuration"),
    word("bad-connection"),
    word("content-related"),
    word("invalid-sender"),
    word("relaying-issues"),
    word("protocol-errors"),
    word("virus-related"),
    word("other")
  };

  private LostHeader() {}

  /** The columns of this row; without a time or a recipient where none looks like one. */
  static Columns of(CsvRow row) {
    int logged = -1;
    int queued = -1;
    int orig = -1;
    int rcpt = -1;
    int status = -1;
    int diagnostic = -1;
    int source = -1;
    int mta = -1;
    int category = -1;
    for (int i = 1; i < row.size(); i++) {
      byte[] b = row.bytes();
      int from = row.from(i);
      int to = row.to(i);
      if (from == to) {
        continue;
      }
      if (isStamp(b, from, to)) {
        queued = logged >= 0 && queued < 0 ? i : queued;
        logged = logged < 0 ? i : logged;
      } else if (startsWith(b, from, to, SMTP)
          || startsWith(b, from, to, UNKNOWN)
          || startsWith(b, from, to, POWERMTA)) {
        diagnostic = i;
      } else if (isStatus(b, from, to)) {
        status = i;
      } else if (isAddress(b, from, to)) {
        if (orig < 0) {
          orig = i;
        } else if (rcpt < 0) {
          rcpt = i;
        }
      } else if (isHost(b, from, to)) {
        source = status < 0 && source < 0 ? i : source;
        mta = status >= 0 && mta < 0 ? i : mta;
      } else if (isCategory(b, from, to)) {
        category = i;
      }
    }
    boolean one = rcpt < 0; // a recipient is always named, a sender not by every site
    return new Columns(
        row.size(),
        logged,
        queued,
        one ? -1 : orig,
        one ? orig : rcpt,
        -1,
        status,
        diagnostic,
        mta,
        category,
        source,
        -1,
        -1,
        -1,
        -1,
        -1,
        -1,
        -1,
        -1,
        -1);
  }

  private static boolean isStamp(byte[] b, int from, int to) {
    return to - from >= 19 && isDigit(b[from]) && b[from + 4] == '-' && b[from + 7] == '-';
  }

  private static boolean isStatus(byte[] b, int from, int to) {
    int end = QuotedReply.enhancedCodeEnd(b, from, to);
    return end == to || end > 0 && b[end] == ' ';
  }

  private static boolean isAddress(byte[] b, int from, int to) {
    return indexOf(b, from + 1, to - 1, '@') > 0 && indexOf(b, from, to, ' ') < 0;
  }

  // mx1.example.org (192.0.2.25)
  private static boolean isHost(byte[] b, int from, int to) {
    int open = indexOf(b, from, to, '(');
    return open > from && b[open - 1] == ' ' && b[to - 1] == ')';
  }

  private static boolean isCategory(byte[] b, int from, int to) {
    for (byte[] category : CATEGORIES) {
      if (Ascii.equals(b, from, to, category)) {
        return true;
      }
    }
    return false;
  }
}
