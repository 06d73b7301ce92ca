package modori.correlate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import modori.mail.MailAddress;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * Puts pseudonyms in the place of people's names: the local part of an address becomes the key's id
 * and 128 bits of an HMAC over the whole mailbox's address, the domain stays. Whoever has no key
 * cannot find out by trying addresses; equal mailboxes stay equal, so nights link as ever. Not for
 * use by several threads.
 */
public sealed class Pseudonyms implements EventMask permits StrictPseudonyms {
  private static final int MOST_KNOWN = 1 << 14;

  /** RFC 2142 and the daemons' own: they name no person. */
  private static final Set<String> ROLES =
      Set.of("postmaster", "mailer-daemon", "abuse", "double-bounce", "root", "nobody");

  /** Local parts that mean something else where they stand in a text. */
  private static final Set<String> WORDS =
      Set.of(
          "account",
          "address",
          "alias",
          "box",
          "disabled",
          "disk",
          "domain",
          "error",
          "failed",
          "full",
          "host",
          "inbox",
          "info",
          "invalid",
          "local",
          "mail",
          "mailbox",
          "maildir",
          "message",
          "name",
          "over",
          "policy",
          "quota",
          "recipient",
          "refused",
          "rejected",
          "relay",
          "sender",
          "server",
          "service",
          "size",
          "smtp",
          "space",
          "spam",
          "storage",
          "system",
          "temporary",
          "test",
          "unknown",
          "user",
          "virtual");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "[^\\s<>\"'(),;:\\[\\]=]*[^\\s<>\"'(),;:\\[\\]]@[\\p{Alnum}][\\p{Alnum}._-]*");

  private static final Pattern URL_QUERY =
      Pattern.compile("(https?://[^\\s<>\"?]*)\\?[^\\s<>\"]*", Pattern.CASE_INSENSITIVE);

  private static final Pattern IPV4 = Pattern.compile("(\\d+\\.\\d+\\.\\d+)\\.\\d+");

  private final String prefix;
  private final Mac mac;
  private final Map<String, String> known =
      new LinkedHashMap<>(1 << 10, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /** Pseudonyms by a key. */
  public Pseudonyms(PseudonymKey key) {
    prefix = key.id() + "-";
    mac = key.mac();
  }

  /** The pseudonym of an address or of a local name; roles and the null reverse-path stay. */
  public String address(String written) {
    return known.computeIfAbsent(written, this::made);
  }

  private String made(String written) {
    MailAddress mailbox = MailAddress.of(written).mailbox();
    boolean role = ROLES.contains(mailbox.local());
    if (role || mailbox.local().isEmpty() || mailbox.local().startsWith(prefix)) {
      return mailbox.text();
    }
    String digest = PseudonymKey.digest(mac, "modori:mailbox", mailbox.text());
    return new MailAddress(prefix + digest, mailbox.domain()).text();
  }

  /** A Message-ID whose left side is a pseudonym. */
  public String messageId(String id) {
    int at = id.lastIndexOf('@');
    return digest("modori:message-id", id) + (at < 0 ? "" : id.substring(at));
  }

  /** A login or the name of a client; numbers of local accounts stay. */
  public String name(String name) {
    boolean number = name.isEmpty() || name.startsWith("uid=");
    return number ? name : digest("modori:name", name);
  }

  /** Where a message lies. */
  public String place(String path) {
    return path;
  }

  /** The key's id and a digest; the domain keeps the same text of another kind apart. */
  final String digest(String domain, String text) {
    return prefix + PseudonymKey.digest(mac, domain, text);
  }

  /** A login, which may be an address. */
  String login(String login) {
    return login.indexOf('@') > 0 ? address(login) : name(login);
  }

  /** The address of a client. */
  String client(String ip) {
    return network(ip);
  }

  /** The text of an event. */
  String told(LogEvent event, String text, @Nullable String recipient) {
    return text(text, recipient);
  }

  /**
   * A text without addresses, without what follows the question mark of a URL, and without the
   * local part of the recipient that it is about.
   */
  public String text(String text, @Nullable String recipient) {
    String masked = text;
    if (text.indexOf('@') >= 0) {
      masked = ADDRESS.matcher(masked).replaceAll("address");
    }
    if (text.indexOf('?') >= 0) {
      masked = URL_QUERY.matcher(masked).replaceAll("$1");
    }
    String local = recipient == null ? "" : MailAddress.of(recipient).mailbox().local();
    if (local.length() > 2 && !WORDS.contains(local) && !ROLES.contains(local)) {
      int at = masked.toLowerCase(Locale.ROOT).indexOf(local);
      if (at >= 0) {
        masked = bare(local).matcher(masked).replaceAll(Matcher.quoteReplacement("address"));
      }
    }
    return masked;
  }

  private static Pattern bare(String local) {
    return Pattern.compile("(?iu)(?<![\\p{Alnum}])" + Pattern.quote(local) + "(?![\\p{Alnum}])");
  }

  /** The network of a client's address: its last number, or all but the first three, become 0. */
  public static String network(String ip) {
    Matcher four = IPV4.matcher(ip);
    if (four.matches()) {
      return ip.startsWith("127.") ? ip : four.group(1) + ".0";
    }
    String[] parts = ip.split(":", 5);
    return parts.length < 5 ? ip : parts[0] + ":" + parts[1] + ":" + parts[2] + "::";
  }

  @Override
  public String line(String line) {
    return shape(line);
  }

  @Override
  public void mask(LogEvent event) {
    String text = event.text(EventField.TEXT);
    String recipient = event.text(EventField.RECIPIENT);
    boolean list = event.has(EventFlag.RECIPIENT_LIST);
    if (text != null) {
      event.put(EventField.TEXT, told(event, text, list ? null : recipient));
    }
    if (recipient != null) {
      event.put(
          EventField.RECIPIENT,
          list
              ? RecipientList.split(recipient).stream()
                  .map(this::address)
                  .collect(Collectors.joining(","))
              : address(recipient));
    }
    for (EventField field : EventField.values()) {
      String value = value(event, field);
      if (value != null) {
        event.put(field, value);
      }
    }
  }

  private @Nullable String value(LogEvent event, EventField field) {
    String text = event.has(field) ? event.text(field) : null;
    if (text == null) {
      return null;
    }
    return switch (field) {
      case SENDER, ORIGINAL_RECIPIENT, ACCOUNT -> address(text);
      case MESSAGE_ID -> messageId(text);
      case AUTH_USER -> login(text);
      case CLIENT_NAME, HELO -> name(text);
      case CLIENT_IP -> client(text);
      case QUEUE_ID,
          INSTANCE,
          OTHER_QUEUE_ID,
          RECIPIENT,
          RELAY_HOST,
          RELAY_IP,
          MAILER,
          ENHANCED_CODE,
          TEXT,
          TLS_VERSION,
          TLS_CIPHER,
          DELIVERY_ID ->
          null;
    };
  }
}
