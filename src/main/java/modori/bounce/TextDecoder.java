package modori.bounce;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes to text: by the label where it fits the bytes, else by what the bytes look like. */
final class TextDecoder {
  private static final Charset JIS = Charset.forName("x-windows-50221");
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  private static final Charset EUC_JP = Charset.forName("EUC-JP");
  private static final Charset CHINESE = Charset.forName("GB18030");
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final Charset CYRILLIC = Charset.forName("windows-1251");
  private static final Charset KOI8 = Charset.forName("KOI8-R");

  /** Labels that are used for a larger set than they name, or that Java does not know. */
  private static final Map<String, Charset> WIDER =
      Map.ofEntries(
          Map.entry("gb2312", CHINESE),
          Map.entry("gbk", CHINESE),
          Map.entry("x-gbk", CHINESE),
          Map.entry("cp936", CHINESE),
          Map.entry("shift_jis", SHIFT_JIS),
          Map.entry("shift-jis", SHIFT_JIS),
          Map.entry("x-sjis", SHIFT_JIS),
          Map.entry("sjis", SHIFT_JIS),
          Map.entry("iso-2022-jp", JIS),
          Map.entry("euc-jp", EUC_JP),
          Map.entry("iso-8859-1", WESTERN),
          Map.entry("latin1", WESTERN),
          Map.entry("utf8", StandardCharsets.UTF_8),
          Map.entry("unicode-1-1-utf-8", StandardCharsets.UTF_8),
          Map.entry("cp1251", CYRILLIC),
          Map.entry("cp1252", WESTERN),
          Map.entry("koi8r", KOI8));

  private TextDecoder() {}

  /** Reads bytes that carry no label. */
  static String unlabelled(byte[] bytes, int from, int to) {
    if (to <= from) {
      return "";
    }
    if (isAscii(bytes, from, to)) {
      return shiftsToJapanese(bytes, from, to)
          ? new String(bytes, from, to - from, JIS)
          : Octets.latin1(bytes, from, to);
    }
    String utf8 = strict(StandardCharsets.UTF_8, bytes, from, to);
    return utf8 != null ? utf8 : new String(bytes, from, to - from, guess(bytes, from, to));
  }

  /** Reads bytes that carry a label, which may be wrong. */
  static String labelled(byte[] bytes, int from, int to, @Nullable String label) {
    if (label == null || isAscii(bytes, from, to)) {
      return label != null && escapesMatter(label) && to > from
          ? decode(bytes, from, to, label)
          : unlabelled(bytes, from, to);
    }
    return decode(bytes, from, to, label);
  }

  private static boolean escapesMatter(String label) {
    String name = label.toLowerCase(Locale.ROOT);
    return name.startsWith("iso-2022-kr") || name.startsWith("utf-7") || name.startsWith("utf-16");
  }

  private static String decode(byte[] bytes, int from, int to, String label) {
    Optional<Charset> charset = charset(label);
    if (charset.isEmpty()
        || charset.get().equals(StandardCharsets.US_ASCII)
        || charset.get().equals(JIS)
        || shiftsToJapanese(bytes, from, to)) {
      return unlabelled(bytes, from, to);
    }
    String text = strict(charset.get(), bytes, from, to);
    return text != null ? text : unlabelled(bytes, from, to);
  }

  static Optional<Charset> charset(String label) {
    String name = label.toLowerCase(Locale.ROOT).strip();
    Charset wider = WIDER.get(name);
    if (wider != null) {
      return Optional.of(wider);
    }
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  // ESC $ B and ESC $ @ (RFC 1468)
  private static boolean shiftsToJapanese(byte[] bytes, int from, int to) {
    for (int i = from; i < to - 2; i++) {
      if (bytes[i] == 0x1b
          && bytes[i + 1] == '$'
          && (bytes[i + 2] == 'B' || bytes[i + 2] == '@' || bytes[i + 2] == '(')) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String strict(Charset charset, byte[] bytes, int from, int to) {
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, to - from));
      return text.toString();
    } catch (CharacterCodingException wrong) {
      return null;
    }
  }

  private static Charset guess(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + 4096);
    int best = kana(EUC_JP, bytes, from, end);
    Charset found = EUC_JP;
    int shiftJis = kana(SHIFT_JIS, bytes, from, end);
    if (shiftJis > best) {
      best = shiftJis;
      found = SHIFT_JIS;
    }
    if (best >= 3) {
      return found;
    }
    return singleByteOrChinese(bytes, from, end);
  }

  private static Charset singleByteOrChinese(byte[] bytes, int from, int end) {
    int high = 0;
    int low = 0; // C0-DF: small letters of KOI8-R, capitals of windows-1251
    int top = 0; // E0-FF: the other way round
    int pairs = 0;
    for (int i = from; i < end; i++) {
      int b = bytes[i] & 0xff;
      if (b < 0x80) {
        continue;
      }
      high++;
      if (b >= 0xc0) {
        boolean small = b < 0xe0;
        low += small ? 1 : 0;
        top += small ? 0 : 1;
      }
      if (i + 1 < end && bytes[i + 1] < 0) {
        pairs++;
      }
    }
    boolean dense = pairs * 2 > high;
    if (!dense) {
      return WESTERN;
    }
    if ((low + top) * 20 > high * 19) {
      return low > top ? KOI8 : CYRILLIC;
    }
    String chinese = strict(CHINESE, bytes, from, end);
    return chinese != null ? CHINESE : WESTERN;
  }

  private static int kana(Charset charset, byte[] bytes, int from, int end) {
    String text = new String(bytes, from, end - from, charset);
    int kana = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x3041 && c <= 0x30fc) {
        kana++;
      } else if (c == 0xfffd || c >= 0xff61 && c <= 0xff9f) {
        kana--;
      }
    }
    return kana;
  }
}
