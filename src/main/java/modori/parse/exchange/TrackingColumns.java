package modori.parse.exchange;

import modori.parse.Ascii;
import modori.parse.CsvRow;
import org.jspecify.annotations.Nullable;

/** Where the header says that each column of a message tracking log is; -1 for absent ones. */
record TrackingColumns(
    int count,
    int dateTime,
    int clientIp,
    int clientHostname,
    int serverIp,
    int serverHostname,
    int sourceContext,
    int connectorId,
    int source,
    int eventId,
    int internalMessageId,
    int messageId,
    int recipientAddress,
    int recipientStatus,
    int totalBytes,
    int recipientCount,
    int relatedRecipientAddress,
    int reference,
    int messageSubject,
    int senderAddress,
    int returnPath,
    int originalClientIp) {

  private static final String IDS =
      "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,"
          + "source,event-id,internal-message-id,message-id,";
  private static final String REST =
      "recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,"
          + "reference,message-subject,sender-address,return-path,message-info";
  private static final String ORIGIN =
      ",directionality,tenant-id,original-client-ip,original-server-ip,custom-data";

  /** The columns of this header row; null where it is no header of a message tracking log. */
  static @Nullable TrackingColumns of(CsvRow row) {
    int dateTime = row.indexOf("date-time");
    TrackingColumns columns =
        new TrackingColumns(
            row.size(),
            dateTime >= 0 ? dateTime : row.indexOf("date-time-utc"),
            row.indexOf("client-ip"),
            row.indexOf("client-hostname"),
            row.indexOf("server-ip"),
            row.indexOf("server-hostname"),
            row.indexOf("source-context"),
            row.indexOf("connector-id"),
            row.indexOf("source"),
            row.indexOf("event-id"),
            row.indexOf("internal-message-id"),
            row.indexOf("message-id"),
            row.indexOf("recipient-address"),
            row.indexOf("recipient-status"),
            row.indexOf("total-bytes"),
            row.indexOf("recipient-count"),
            row.indexOf("related-recipient-address"),
            row.indexOf("reference"),
            row.indexOf("message-subject"),
            row.indexOf("sender-address"),
            row.indexOf("return-path"),
            row.indexOf("original-client-ip"));
    boolean tracking =
        columns.dateTime >= 0 && columns.eventId >= 0 && columns.recipientAddress >= 0;
    return tracking ? columns : null;
  }

  /** The columns of a file whose header is lost, by their number: each version has its own. */
  static @Nullable TrackingColumns byCount(int count) {
    return switch (count) {
      case 21 -> named(IDS + REST); // Exchange 2007
      case 26 -> named(IDS + REST + ORIGIN); // 2010
      case 27 -> named(IDS + "network-message-id," + REST + ORIGIN); // 2013
      case 30 -> // 2016 and 2019
          named(
              IDS
                  + "network-message-id,"
                  + REST
                  + ORIGIN
                  + ",transport-traffic-type,log-id,schema-version");
      default -> null;
    };
  }

  private static @Nullable TrackingColumns named(String header) {
    byte[] bytes = Ascii.word(header);
    CsvRow row = new CsvRow();
    return row.read(bytes, 0, bytes.length) ? of(row) : null;
  }
}
