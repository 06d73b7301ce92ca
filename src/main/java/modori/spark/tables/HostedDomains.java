package modori.spark.tables;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import modori.mail.MailAddress;

/** The domains whose mailboxes are ours, as far as the site has named them. */
public final class HostedDomains implements Serializable {
  private static final long serialVersionUID = 1;

  private final TreeSet<String> domains = new TreeSet<>();

  /** The domains that the site names; empty where it names none and the logs have to tell. */
  public HostedDomains(Set<String> names) {
    names.forEach(
        name -> domains.add(MailAddress.of("x@" + name.strip().toLowerCase(Locale.ROOT)).domain()));
  }

  /** Whether the site has named its domains. */
  public boolean isKnown() {
    return !domains.isEmpty();
  }

  /** The domains that the site has named. */
  public Set<String> domains() {
    return new TreeSet<>(domains);
  }

  /** Whether the site has named this domain. */
  public boolean contains(String domain) {
    return domains.contains(domain);
  }
}
