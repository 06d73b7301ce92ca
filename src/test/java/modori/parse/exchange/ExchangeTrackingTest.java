package modori.parse.exchange;

import modori.parse.RecordLines;

class ExchangeTrackingTest extends RecordLines {
  ExchangeTrackingTest() {
    super(
        "exchange",
        ExchangeTracking::new,
        "#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info");
  }
}
