package modori.parse.powermta;

import modori.parse.RecordLines;

class PowerMtaAccountingTest extends RecordLines {
  PowerMtaAccountingTest() {
    super(
        "powermta",
        PowerMtaAccounting::new,
        "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,srcMta,dlvType,dlvDestinationIp,dlvSize,jobId,envId,totalSecondsQueued,dlvTlsProtocol,dlvTlsCipher,header_Message-Id");
  }
}
