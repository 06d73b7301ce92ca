package modori.parse.kumomta;

import modori.parse.RecordLines;

class KumoMtaLogTest extends RecordLines {
  KumoMtaLogTest() {
    super("kumomta", KumoMtaLog::new);
  }
}
