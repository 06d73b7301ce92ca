package modori.parse.exchange;

import modori.parse.RecordLines;

class MessageTraceTest extends RecordLines {
  MessageTraceTest() {
    super("message-trace", MessageTrace::new);
  }
}
