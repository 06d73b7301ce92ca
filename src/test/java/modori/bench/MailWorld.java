package modori.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Who writes to whom in a generated log, and whose mailbox is full when. */
final class MailWorld {
  private static final int DOMAINS = 400;
  private static final int FULL_MAILBOXES = 400;
  private static final int PEOPLE = 4000;
  private static final String[] LOCAL = {"modori.example.org", "shop.example.org"};
  private static final String[] NAMES = {
    "aiko", "bela", "carla", "dario", "elif", "fumi", "greta", "hugo", "ines", "joost", "kenji",
    "luz", "mina", "nils", "oona", "pablo", "rika", "saki", "tomas", "ulla", "viktor", "yori"
  };
  private static final String[] NETWORKS = {"192.0.2.", "198.51.100.", "203.0.113."};

  final Random random;
  private final Map<String, int[]> fullDays = new HashMap<>();
  private final List<String> full = new ArrayList<>();

  MailWorld(Random random, int days) {
    this.random = random;
    while (full.size() < FULL_MAILBOXES) {
      String address = remoteAddress();
      int first = random.nextInt(days);
      if (fullDays.putIfAbsent(address, new int[] {first, first + random.nextInt(days)}) == null) {
        full.add(address);
      }
    }
  }

  /** Somebody of another domain. */
  String remoteAddress() {
    return person() + "@" + remoteDomain();
  }

  /** One of ours. */
  String localAddress() {
    return person() + "@" + LOCAL[random.nextInt(LOCAL.length)];
  }

  /**
   * A recipient of mail that goes out: one in thirty is somebody whose mailbox is full at times.
   */
  String recipient() {
    return random.nextInt(30) == 0 ? full.get(random.nextInt(full.size())) : remoteAddress();
  }

  String remoteDomain() {
    return String.format(Locale.ROOT, "d%03d.example.net", random.nextInt(DOMAINS));
  }

  static boolean isLocal(String address) {
    return address.endsWith(".example.org");
  }

  /** Whether the mailbox is full at this second. */
  boolean isFull(String address, double time) {
    int[] days = fullDays.get(address);
    int day = (int) (time / 86_400);
    return days != null && day >= days[0] && day <= days[1];
  }

  /** Whether the server of the address refuses for good where others put off. */
  static boolean isStrict(String address) {
    return Math.floorMod(address.hashCode(), 3) == 0;
  }

  static String exchanger(String domain) {
    return "mx" + (1 + Math.floorMod(domain.hashCode(), 3)) + "." + domain;
  }

  static String ip(String domain) {
    int hash = domain.hashCode();
    return NETWORKS[Math.floorMod(hash, 3)] + (1 + Math.floorMod(hash / 3, 250));
  }

  int processId() {
    return 1000 + random.nextInt(30_000);
  }

  int sizeBytes() {
    return 900 + (int) (-40_000 * Math.log(1 - random.nextDouble()));
  }

  private String person() {
    return NAMES[random.nextInt(NAMES.length)] + "." + random.nextInt(PEOPLE);
  }
}
