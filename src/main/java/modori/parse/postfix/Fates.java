package modori.parse.postfix;

import modori.parse.LineFate;

/** The fates of Postfix' lines that give no event. */
final class Fates {
  static final LineFate CONNECT = LineFate.ignored("connect");
  static final LineFate DISCONNECT = LineFate.ignored("disconnect");
  static final LineFate LOST = LineFate.ignored("connection lost or timed out");
  static final LineFate CLIENT_FAULT = LineFate.ignored("client broke the protocol");
  static final LineFate ONE_HOST = LineFate.ignored("one host of a delivery attempt");
  static final LineFate TLS = LineFate.ignored("TLS");
  static final LineFate PEER = LineFate.ignored("detail of a connection");
  static final LineFate STATISTICS = LineFate.ignored("statistics");
  static final LineFate WARNING = LineFate.ignored("warning");
  static final LineFate TROUBLE = LineFate.ignored("server trouble");
  static final LineFate LIFE = LineFate.ignored("start, stop, reload");
  static final LineFate HELPER = LineFate.ignored("helper daemon or command");
  static final LineFate POLICY = LineFate.ignored("policy server");
  static final LineFate SCREEN = LineFate.ignored("postscreen test");
  static final LineFate CACHE = LineFate.ignored("cache or table");
  static final LineFate TRACE = LineFate.ignored("debug trace");
  static final LineFate REJECT_WARNING = LineFate.ignored("reject_warning");
  static final LineFate ACTION = LineFate.ignored("access or content action that lets pass");
  static final LineFate PROXY = LineFate.ignored("before-queue proxy");
  static final LineFate QUEUE_MANAGER = LineFate.ignored("queue manager progress");
  static final LineFate BY_HAND = LineFate.ignored("queue changed by hand");
  static final LineFate RESENT = LineFate.ignored("resent-message-id");
  static final LineFate NOTICE_LATER = LineFate.ignored("notice put off");

  static final LineFate UNKNOWN_PROGRAM = LineFate.quarantined("program is not Postfix'");
  static final LineFate UNKNOWN = LineFate.quarantined("unknown text");
  static final LineFate UNKNOWN_OF_ENTRY = LineFate.quarantined("unknown text of a queue entry");
  static final LineFate CUT = LineFate.quarantined("cut or damaged");
  static final LineFate UNKNOWN_STATUS = LineFate.quarantined("unknown delivery status");

  private Fates() {}
}
