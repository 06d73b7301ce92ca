package modori.parse.powermta;

import modori.parse.CsvRow;
import org.jspecify.annotations.Nullable;

/** Where a header row says that each column is; -1 for a column that the site left out. */
record Columns(
    int count,
    int timeLogged,
    int timeQueued,
    int orig,
    int rcpt,
    int orcpt,
    int dsnStatus,
    int dsnDiag,
    int dsnMta,
    int bounceCat,
    int srcMta,
    int dlvType,
    int dlvDestinationIp,
    int dlvSize,
    int dlvTlsProtocol,
    int dlvTlsCipher,
    int totalSecondsQueued,
    int jobId,
    int envId,
    int messageId) {
  private static final byte[] DEFAULT_HEADER =
      modori.parse.Ascii.word(
          "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,"
              + "srcType,srcMta,dlvType,dlvSourceIp,dlvDestinationIp,dlvEsmtpAvailable,dlvSize,vmta,"
              + "jobId,envId,queue,vmtaPool");

  /** The first column of every accounting file is the record type. */
  static @Nullable Columns of(CsvRow row) {
    if (row.indexOf("type") != 0) {
      return null;
    }
    return new Columns(
        row.size(),
        row.indexOf("timeLogged"),
        row.indexOf("timeQueued"),
        row.indexOf("orig"),
        row.indexOf("rcpt"),
        row.indexOf("orcpt"),
        row.indexOf("dsnStatus"),
        row.indexOf("dsnDiag"),
        row.indexOf("dsnMta"),
        row.indexOf("bounceCat"),
        row.indexOf("srcMta"),
        row.indexOf("dlvType"),
        row.indexOf("dlvDestinationIp"),
        row.indexOf("dlvSize"),
        row.indexOf("dlvTlsProtocol"),
        row.indexOf("dlvTlsCipher"),
        row.indexOf("totalSecondsQueued"),
        row.indexOf("jobId"),
        row.indexOf("envId"),
        row.indexOf("header_Message-Id"));
  }

  /** The columns that PowerMTA 4 and 5 write where the site has not chosen any. */
  static Columns standard() {
    CsvRow row = new CsvRow();
    row.read(DEFAULT_HEADER, 0, DEFAULT_HEADER.length);
    Columns columns = of(row);
    if (columns == null) {
      throw new IllegalStateException("the standard header names no type");
    }
    return columns;
  }
}
