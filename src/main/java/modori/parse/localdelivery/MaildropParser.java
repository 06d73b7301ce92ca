package modori.parse.localdelivery;

import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;

/**
 * Reads what maildrop 2.9 says. No line names the account: the mail server quotes the same words
 * beside the recipient, so all are ignored by kind.
 */
public final class MaildropParser implements TextParser {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text of maildrop");

  private static final KnownLines LINES =
      new KnownLines()
          .ignored(
              "mailbox over quota, quoted by the mail server",
              "maildir over quota",
              "maildrop: maildir over quota",
              "Timeout quota exceeded",
              "maildrop: Timeout quota exceeded")
          .ignored(
              "rules at work", "maildrop: ", "Filtering ", "Search of", "Operation", "Message ")
          .ignored(
              "trouble of the store",
              "Unable to ",
              "Cannot ",
              "Home directory",
              "Invalid ",
              "Temporary authentication failure",
              "Error opening",
              "Error - ",
              "$HOME/",
              "DEFAULT mailbox",
              "You are not a trusted user",
              "mailfilter file",
              "Internal error",
              "Syntax error",
              "Seek error",
              "Read error",
              "Bad ",
              "/");

  /** A parser of maildrop's texts. */
  public MaildropParser() {}

  @Override
  public String mta() {
    return "maildrop";
  }

  @Override
  public boolean reads(String program) {
    return program.equals("maildrop");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.textFrom >= line.to) {
      return NO_TEXT;
    }
    LineFate fate = LINES.find(line.bytes, line.textFrom, line.to);
    return fate == null ? UNKNOWN : fate;
  }
}
