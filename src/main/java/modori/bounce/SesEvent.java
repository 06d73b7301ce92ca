package modori.bounce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events of Amazon SES that SNS sends by mail as JSON (Amazon SES developer guide, "notification
 * contents"): Bounce, Complaint, Delivery.
 */
final class SesEvent {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();
  private static final int MAX_RECIPIENTS = 1000;

  final List<RecipientDraft> recipients = new ArrayList<>();
  String type = "";
  @Nullable String reportingMta;
  @Nullable String source;
  @Nullable String messageId;
  private String subType = "";

  private SesEvent() {}

  /** Reads an event; null where the text is none. */
  static @Nullable SesEvent read(String text) {
    String body = text.stripLeading();
    if (!body.startsWith("{") || !body.contains("otificationType") && !body.contains("ventType")) {
      return null;
    }
    SesEvent event = new SesEvent();
    // Sendmail breaks lines of more than 990 bytes with "!" (collect.c, L= of its mailers).
    event.walk(body.replace("!\r\n ", "").replace("!\n ", ""), 0);
    if (event.type.isEmpty()) {
      return null;
    }
    for (RecipientDraft draft : event.recipients) {
      if (draft.isSilent()) {
        draft.say(event.subType);
      }
    }
    return event;
  }

  NoticeKind kind() {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "bounce" -> NoticeKind.BOUNCE;
      case "complaint" -> NoticeKind.COMPLAINT;
      case "delivery" -> NoticeKind.SUCCESS;
      case "deliverydelay" -> NoticeKind.DELAY;
      default -> NoticeKind.NOT_A_NOTICE;
    };
  }

  private void walk(String json, int depth) {
    try (JsonParser parser = JSON.createParser(json)) {
      String list = "";
      Map<String, String> recipient = new TreeMap<>();
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case FIELD_NAME -> name = parser.currentName();
          case START_ARRAY -> list = name;
          case END_ARRAY -> list = "";
          case END_OBJECT -> {
            add(list, recipient);
            recipient.clear();
          }
          case VALUE_STRING -> {
            String value = parser.getText();
            if (name.equals("Message") && depth == 0) {
              walk(value, 1);
              return;
            }
            if (list.endsWith("Recipients") || list.equals("recipients")) {
              recipient.put(list.equals("recipients") ? "emailAddress" : name, value);
              if (list.equals("recipients")) {
                add(list, recipient);
                recipient.clear();
              }
            } else {
              field(name, value);
            }
          }
          default -> {
            // Numbers and the like: nothing that a row holds.
          }
        }
      }
    } catch (IOException broken) {
      // What was read before the damage counts.
      return;
    }
  }

  private void field(String name, String value) {
    switch (name) {
      case "notificationType", "eventType" -> type = value;
      case "bounceSubType" -> subType = value;
      case "reportingMTA" -> reportingMta = DeliveryStatus.host(value);
      case "source" -> source = value;
      case "messageId" -> messageId = messageId == null ? value : messageId;
      default -> {
        // Not a field of a row.
      }
    }
  }

  private void add(String list, Map<String, String> fields) {
    String address = fields.get("emailAddress");
    boolean wanted =
        list.equals("bouncedRecipients")
            || list.equals("complainedRecipients")
            || list.equals("delayedRecipients")
            || list.equals("recipients");
    if (address == null || !wanted || recipients.size() >= MAX_RECIPIENTS) {
      return;
    }
    Addresses.Found found = Addresses.firstIn(address, 0);
    RecipientDraft draft = new RecipientDraft(found == null ? address : found.address());
    draft.action = fields.get("action");
    draft.status = fields.get("status");
    String diagnostic = fields.getOrDefault("diagnosticCode", "");
    int semicolon = diagnostic.indexOf(';');
    if (semicolon > 0 && semicolon < 12) {
      draft.diagnosticType = diagnostic.substring(0, semicolon);
    }
    draft.say(semicolon > 0 && semicolon < 12 ? diagnostic.substring(semicolon + 1) : diagnostic);
    recipients.add(draft);
  }
}
