package modori.spark.lock;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that has a lock.
 *
 * @param process its number on its host
 * @param host name of the machine
 * @param since when the process was started, to the second
 */
record LockOwner(long process, String host, Instant since) {
  private static final Pattern TEXT = Pattern.compile("process (\\d+) on (\\S+) since (\\S+Z)");

  /** This process. */
  static LockOwner self() {
    ProcessHandle self = ProcessHandle.current();
    return new LockOwner(self.pid(), hostName(), started(self));
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("\\s", "");
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** Whether a text names a process of this host that has ended: a night that was killed. */
  static boolean isGone(String text) {
    Matcher owner = TEXT.matcher(text);
    if (!owner.matches() || !owner.group(2).equals(hostName())) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(owner.group(1)))
        .filter(ProcessHandle::isAlive)
        .filter(running -> started(running).toString().equals(owner.group(3)))
        .isEmpty();
  }

  @Override
  public String toString() {
    return "process " + process + " on " + host + " since " + since;
  }
}
