package modori.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The login or client that leads to whoever sent what failed silently, and all that came that way.
 *
 * @param authUser the login; null where there was none
 * @param clientAddress the client; null where not logged
 * @param groups its groups, in the order of the report
 */
record SilentWay(
    @Nullable String authUser, @Nullable String clientAddress, List<SilentGroup> groups) {

  /** The ways of the groups, each where its first group stands. */
  static List<SilentWay> of(List<SilentGroup> groups) {
    Map<String, SilentWay> ways = new LinkedHashMap<>();
    for (SilentGroup group : groups) {
      ways.computeIfAbsent(
              group.authUser() + " " + group.clientAddress(),
              any -> new SilentWay(group.authUser(), group.clientAddress(), new ArrayList<>()))
          .groups()
          .add(group);
    }
    return List.copyOf(ways.values());
  }

  /** Whether it leads to anybody. */
  boolean isKnown() {
    return authUser != null || clientAddress != null;
  }

  /** Whether a sender was given that does not exist here: what can be repaired at once. */
  boolean hasWrongSender() {
    return groups.stream().anyMatch(group -> group.kind().equals("sender_unknown_local"));
  }

  long messages() {
    return groups.stream().mapToLong(SilentGroup::messages).sum();
  }

  /** The way in words. */
  String named(Phrases phrases) {
    String login = authUser == null ? "" : ForeignText.visible(authUser);
    String client = clientAddress == null ? "" : ForeignText.visible(clientAddress);
    if (login.isEmpty()) {
      return client.isEmpty()
          ? phrases.of("silent.way.none")
          : phrases.of("silent.way.client", client);
    }
    return client.isEmpty()
        ? phrases.of("silent.way.login", login)
        : phrases.of("silent.way.both", login, client);
  }

  /** The senders that it gave, each once. */
  String senders(Phrases phrases) {
    return String.join(
        ", ",
        groups.stream()
            .map(
                group ->
                    group.senderAddress().isEmpty()
                        ? phrases.of("silent.nullSender")
                        : ForeignText.visible(group.senderAddress()))
            .distinct()
            .toList());
  }

  /** Why nobody was told, each once. */
  String kinds(Phrases phrases) {
    return String.join(
        "; ", groups.stream().map(group -> phrases.silentKind(group.kind())).distinct().toList());
  }
}
