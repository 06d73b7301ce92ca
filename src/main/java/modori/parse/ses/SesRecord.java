package modori.parse.ses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modori.parse.JsonText;
import org.jspecify.annotations.Nullable;

/** The fields of one event that rows are made of, as written; filled again for every line. */
final class SesRecord {
  private static final int MOST_RECIPIENTS = 10_000;

  /** A recipient and what the event says of this one. */
  static final class Recipient {
    @Nullable String address;
    @Nullable String action;
    @Nullable String status;
    @Nullable String diagnosticCode;
  }

  @Nullable String type;
  @Nullable String messageId;
  @Nullable String sentAt;
  @Nullable String source;
  @Nullable String sourceIp;
  @Nullable String headerMessageId;
  final List<String> destination = new ArrayList<>();

  @Nullable String happenedAt;
  @Nullable String bounceType;
  @Nullable String subType;
  @Nullable String smtpResponse;
  @Nullable String remoteMtaIp;
  @Nullable String reason;
  final List<Recipient> recipients = new ArrayList<>();

  /**
   * Reads an event.
   *
   * @throws IOException where the line is not one whole object
   */
  void read(byte[] b, int from, int to) throws IOException {
    type = messageId = sentAt = source = sourceIp = headerMessageId = null;
    happenedAt = bounceType = subType = smtpResponse = remoteMtaIp = reason = null;
    destination.clear();
    recipients.clear();
    read(b, from, to, true);
  }

  private void read(byte[] b, int from, int to, boolean outermost) throws IOException {
    try (JsonParser json = JsonText.open(b, from, to)) {
      object(json, outermost);
      if (json.nextToken() != null) {
        throw new IOException("more than one object");
      }
    }
  }

  private void object(JsonParser json, boolean outermost) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      switch (name) {
        case "eventType", "notificationType" -> type = JsonText.text(json);
        case "Message" -> {
          String inner = outermost ? JsonText.text(json) : null;
          if (inner != null && inner.startsWith("{")) {
            byte[] utf8 = inner.getBytes(StandardCharsets.UTF_8);
            read(utf8, 0, utf8.length, false);
          } else {
            json.skipChildren();
          }
        }
        case "detail" -> {
          if (object && outermost) {
            object(json, false);
          } else {
            json.skipChildren();
          }
        }
        case "mail" -> {
          if (object) {
            mail(json);
          }
        }
        case "bounce", "delivery", "deliveryDelay", "reject" -> {
          if (object) {
            happening(json);
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void mail(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "timestamp" -> sentAt = JsonText.text(json);
        case "messageId" -> messageId = JsonText.text(json);
        case "source" -> source = JsonText.text(json);
        case "sourceIp" -> sourceIp = JsonText.text(json);
        case "destination" -> texts(json, destination);
        case "commonHeaders" -> commonHeaders(json);
        default -> json.skipChildren();
      }
    }
  }

  private void commonHeaders(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals("messageId");
      json.nextToken();
      if (wanted) {
        headerMessageId = JsonText.text(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void happening(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "timestamp" -> happenedAt = JsonText.text(json);
        case "bounceType" -> bounceType = JsonText.text(json);
        case "bounceSubType", "delayType" -> subType = JsonText.text(json);
        case "smtpResponse" -> smtpResponse = JsonText.text(json);
        case "remoteMtaIp" -> remoteMtaIp = JsonText.text(json);
        case "reason" -> reason = JsonText.text(json);
        case "bouncedRecipients", "delayedRecipients", "recipients" -> recipients(json);
        default -> json.skipChildren();
      }
    }
  }

  // ["a@example.org"] of a delivery, [{"emailAddress":"a@example.org",…}] of the others
  private void recipients(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Recipient recipient = new Recipient();
      if (json.currentToken() == JsonToken.START_OBJECT) {
        recipient(json, recipient);
      } else {
        recipient.address = JsonText.text(json);
      }
      if (recipient.address != null && recipients.size() < MOST_RECIPIENTS) {
        recipients.add(recipient);
      }
    }
  }

  private static void recipient(JsonParser json, Recipient recipient) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "emailAddress" -> recipient.address = JsonText.text(json);
        case "action" -> recipient.action = JsonText.text(json);
        case "status" -> recipient.status = JsonText.text(json);
        case "diagnosticCode" -> recipient.diagnosticCode = JsonText.text(json);
        default -> json.skipChildren();
      }
    }
  }

  private static void texts(JsonParser json, List<String> into) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String one = JsonText.text(json);
      if (one != null && into.size() < MOST_RECIPIENTS) {
        into.add(one);
      }
    }
  }
}
