package modori.bounce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A stream whose first bytes can be looked at; closing it leaves the stream below open. */
final class PeekedStream extends FilterInputStream {
  private static final int BUFFER_BYTES = 1024;

  PeekedStream(InputStream bytes) {
    super(new PushbackInputStream(bytes, BUFFER_BYTES));
  }

  byte[] peek(int count) throws IOException {
    byte[] head = in.readNBytes(Math.min(count, BUFFER_BYTES));
    ((PushbackInputStream) in).unread(head);
    return head;
  }

  @Override
  public void close() {
    // The owner of the outermost stream closes it.
  }
}
