package modori.parse.ses;

import modori.parse.RecordLines;

class SesEventsTest extends RecordLines {
  SesEventsTest() {
    super("ses", SesEvents::new);
  }
}
