package modori.correlate;

import com.google.common.net.InternetDomainName;
import java.util.Map;
import java.util.Optional;

/**
 * Who keeps the mailboxes of a domain: told by the name of the mail exchanger, else by the domain
 * itself.
 *
 * <p>Names of exchangers are those that the providers document for MX records (Google Workspace:
 * {@code google.com}; Microsoft 365: {@code mail.protection.outlook.com} and {@code mx.microsoft};
 * …).
 */
public final class MailboxProvider {
  private static final Map<String, String> BY_SUFFIX =
      Map.ofEntries(
          Map.entry("google.com", "google"),
          Map.entry("googlemail.com", "google"),
          Map.entry("gmail.com", "google"),
          Map.entry("outlook.com", "microsoft"),
          Map.entry("hotmail.com", "microsoft"),
          Map.entry("live.com", "microsoft"),
          Map.entry("msn.com", "microsoft"),
          Map.entry("mx.microsoft", "microsoft"),
          Map.entry("hotmail.co.jp", "microsoft"),
          Map.entry("outlook.jp", "microsoft"),
          Map.entry("live.jp", "microsoft"),
          Map.entry("hotmail.co.uk", "microsoft"),
          Map.entry("yahoodns.net", "yahoo"),
          Map.entry("yahoo.com", "yahoo"),
          Map.entry("aol.com", "yahoo"),
          Map.entry("ymail.com", "yahoo"),
          Map.entry("yahoo.co.jp", "yahoo_japan"),
          Map.entry("ybb.ne.jp", "yahoo_japan"),
          Map.entry("ymail.ne.jp", "yahoo_japan"),
          Map.entry("icloud.com", "apple"),
          Map.entry("me.com", "apple"),
          Map.entry("mac.com", "apple"),
          Map.entry("docomo.ne.jp", "docomo"),
          Map.entry("spmode.ne.jp", "docomo"),
          Map.entry("ezweb.ne.jp", "au"),
          Map.entry("au.com", "au"),
          Map.entry("dion.ne.jp", "au"),
          Map.entry("auone.jp", "au"),
          Map.entry("softbank.ne.jp", "softbank"),
          Map.entry("softbank.jp", "softbank"),
          Map.entry("vodafone.ne.jp", "softbank"),
          Map.entry("gmx.net", "gmx"),
          Map.entry("gmx.de", "gmx"),
          Map.entry("gmx.com", "gmx"),
          Map.entry("web.de", "gmx"),
          Map.entry("kundenserver.de", "ionos"),
          Map.entry("ionos.com", "ionos"),
          Map.entry("ionos.de", "ionos"),
          Map.entry("t-online.de", "telekom"),
          Map.entry("orange.fr", "orange"),
          Map.entry("wanadoo.fr", "orange"),
          Map.entry("free.fr", "free"),
          Map.entry("sfr.fr", "sfr"),
          Map.entry("laposte.net", "laposte"),
          Map.entry("mail.ru", "mail_ru"),
          Map.entry("yandex.ru", "yandex"),
          Map.entry("yandex.net", "yandex"),
          Map.entry("qq.com", "tencent"),
          Map.entry("exmail.qq.com", "tencent"),
          Map.entry("163.com", "netease"),
          Map.entry("126.com", "netease"),
          Map.entry("netease.com", "netease"),
          Map.entry("naver.com", "naver"),
          Map.entry("zoho.com", "zoho"),
          Map.entry("messagingengine.com", "fastmail"),
          Map.entry("protonmail.ch", "proton"),
          Map.entry("proton.me", "proton"),
          Map.entry("pphosted.com", "proofpoint"),
          Map.entry("ppe-hosted.com", "proofpoint"),
          Map.entry("mimecast.com", "mimecast"),
          Map.entry("barracudanetworks.com", "barracuda"),
          Map.entry("messagelabs.com", "broadcom"),
          Map.entry("iphmx.com", "cisco"),
          Map.entry("sakura.ne.jp", "sakura"),
          Map.entry("xserver.jp", "xserver"),
          Map.entry("lolipop.jp", "lolipop"),
          Map.entry("ocn.ne.jp", "ocn"),
          Map.entry("plala.or.jp", "plala"),
          Map.entry("nifty.com", "nifty"),
          Map.entry("biglobe.ne.jp", "biglobe"),
          Map.entry("so-net.ne.jp", "so_net"),
          Map.entry("secureserver.net", "godaddy"),
          Map.entry("amazonaws.com", "amazon"));

  private MailboxProvider() {}

  /** The provider that runs a mail exchanger of this name. */
  public static Optional<String> ofHost(String host) {
    return bySuffix(host);
  }

  /** The provider whose own domain this is. */
  public static Optional<String> ofDomain(String domain) {
    return bySuffix(domain);
  }

  /** The domain cut at the public suffix: {@code example.co.jp} for {@code mx.example.co.jp}. */
  public static Optional<String> registrableDomain(String domain) {
    if (!InternetDomainName.isValid(domain)) {
      return Optional.empty();
    }
    InternetDomainName name = InternetDomainName.from(domain);
    return name.isUnderPublicSuffix()
        ? Optional.of(name.topPrivateDomain().toString())
        : Optional.empty();
  }

  private static Optional<String> bySuffix(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    while (true) {
      String provider = BY_SUFFIX.get(name);
      if (provider != null) {
        return Optional.of(provider);
      }
      int dot = name.indexOf('.');
      if (dot < 0) {
        return Optional.empty();
      }
      name = name.substring(dot + 1);
    }
  }
}
