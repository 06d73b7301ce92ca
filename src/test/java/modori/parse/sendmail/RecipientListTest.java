package modori.parse.sendmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipientListTest {
  @Test
  void splitsBracketedAndBareAddresses() {
    assertThat(split("<a@example.org>,<b@example.org>,c,\\d"))
        .containsExactly("a@example.org", "b@example.org", "c", "\\d");
  }

  @Test
  void keepsCommasWithinQuotesAndRoutes() {
    assertThat(split("\"|/bin/x a,b\",<\"p,q\"@example.org>,<@r.example,@s.example:t@u.example>"))
        .containsExactly(
            "\"|/bin/x a,b\"", "\"p,q\"@example.org", "@r.example,@s.example:t@u.example");
  }

  @Test
  void dropsDisplayNamesAndEmptyPlaces() {
    assertThat(split("Ann A <ann@example.org>, \"B, Bob\" <bob@example.org>,,"))
        .containsExactly("ann@example.org", "bob@example.org");
  }

  @Test
  void givesAnEmptyPathAndWhatIsCut() {
    assertThat(split("<>,<half@exam")).containsExactly("", "<half@exam");
  }

  private static List<String> split(String list) {
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    List<String> result = new ArrayList<>();
    RecipientList.forEach(
        bytes,
        0,
        bytes.length,
        (b, from, to) -> result.add(new String(b, from, to - from, StandardCharsets.UTF_8)));
    return result;
  }
}
