package modori.parse.kumomta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import modori.parse.JsonText;
import org.jspecify.annotations.Nullable;

/** The fields of one record that rows are made of, as written; filled again for every line. */
final class LogRecord {
  private static final int MOST_RECIPIENTS = 10_000;

  @Nullable String type;
  @Nullable String id;
  @Nullable String sender;
  final List<String> recipients = new ArrayList<>();
  long size;
  long code;
  @Nullable String enhancedCode;
  @Nullable String content;
  @Nullable String command;
  @Nullable String peerName;
  @Nullable String peerAddress;
  @Nullable String timestamp;
  @Nullable String eventTime;
  @Nullable String created;
  @Nullable String createdTime;
  @Nullable String protocol;
  @Nullable String tlsVersion;
  @Nullable String tlsCipher;
  @Nullable String node;
  @Nullable String messageId;

  /**
   * Reads a record.
   *
   * @throws IOException where the line is not one whole object
   */
  void read(byte[] b, int from, int to) throws IOException {
    clear();
    try (JsonParser json = JsonText.open(b, from, to)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        field(name, json);
      }
      if (json.nextToken() != null) {
        throw new IOException("more than one object");
      }
    }
  }

  private void clear() {
    type = id = sender = enhancedCode = content = command = null;
    peerName = peerAddress = timestamp = eventTime = created = createdTime = null;
    protocol = tlsVersion = tlsCipher = node = messageId = null;
    size = code = -1;
    recipients.clear();
  }

  private void field(String name, JsonParser json) throws IOException {
    switch (name) {
      case "type" -> type = JsonText.text(json);
      case "id" -> id = JsonText.text(json);
      case "sender" -> sender = JsonText.text(json);
      case "recipient" -> recipients(json);
      case "size" -> size = JsonText.number(json);
      case "response" -> response(json);
      case "peer_address" -> peer(json);
      case "timestamp" -> timestamp = JsonText.text(json);
      case "event_time" -> eventTime = JsonText.text(json);
      case "created" -> created = JsonText.text(json);
      case "created_time" -> createdTime = JsonText.text(json);
      case "delivery_protocol" -> protocol = JsonText.text(json);
      case "tls_protocol_version" -> tlsVersion = JsonText.text(json);
      case "tls_cipher" -> tlsCipher = JsonText.text(json);
      case "nodeid" -> node = JsonText.text(json);
      case "headers" -> headers(json);
      default -> json.skipChildren();
    }
  }

  private void recipients(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      String one = JsonText.text(json);
      if (one != null) {
        recipients.add(one);
      }
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String one = JsonText.text(json);
      if (one != null && recipients.size() < MOST_RECIPIENTS) {
        recipients.add(one);
      }
    }
  }

  private void response(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "code" -> code = JsonText.number(json);
        case "enhanced_code" -> enhancedCode = enhancedCode(json);
        case "content" -> content = JsonText.text(json);
        case "command" -> command = JsonText.text(json);
        default -> json.skipChildren();
      }
    }
  }

  private static @Nullable String enhancedCode(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    long digit = -1;
    long subject = -1;
    long detail = -1;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "class" -> digit = JsonText.number(json);
        case "subject" -> subject = JsonText.number(json);
        case "detail" -> detail = JsonText.number(json);
        default -> json.skipChildren();
      }
    }
    return digit < 2 || digit > 5 || subject < 0 || subject > 999 || detail < 0 || detail > 999
        ? null
        : digit + "." + subject + "." + detail;
  }

  private void peer(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "name" -> peerName = JsonText.text(json);
        case "addr" -> peerAddress = JsonText.text(json);
        default -> json.skipChildren();
      }
    }
  }

  // The headers that the site chose to log, with their names as the site wrote them.
  private void headers(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equalsIgnoreCase("Message-ID");
      json.nextToken();
      if (wanted && json.currentToken() == JsonToken.VALUE_STRING) {
        messageId = JsonText.bare(json.getText());
      } else {
        json.skipChildren();
      }
    }
  }
}
