package modori.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.util.MimeUtil;

/** A mail as mime4j reads it: headers of the message, and its leaves with the way to each. */
public record ParsedMail(Map<String, String> headers, List<Leaf> leaves) {

  /** A part without parts. */
  public record Leaf(String way, String type, Map<String, String> headers, byte[] content) {
    public String text() {
      return new String(content, Charset.forName("UTF-8"));
    }
  }

  public static ParsedMail of(byte[] bytes) throws IOException, MimeException {
    Map<String, String> headers = new LinkedHashMap<>();
    List<Leaf> leaves = new ArrayList<>();
    List<String> way = new ArrayList<>();
    Map<String, String> current = headers;
    MimeTokenStream stream = new MimeTokenStream(MimeConfig.STRICT);
    stream.parse(new ByteArrayInputStream(bytes));
    for (EntityState state = stream.getState();
        state != EntityState.T_END_OF_STREAM;
        state = stream.next()) {
      switch (state) {
        case T_START_BODYPART -> current = new LinkedHashMap<>();
        case T_FIELD -> {
          Field field = stream.getField();
          current.put(field.getName(), MimeUtil.unfold(field.getBody()).strip());
        }
        case T_START_MULTIPART -> way.add(stream.getBodyDescriptor().getSubType());
        case T_END_MULTIPART -> way.remove(way.size() - 1);
        case T_BODY -> {
          BodyDescriptor body = stream.getBodyDescriptor();
          try (InputStream decoded = Objects.requireNonNull(stream.getDecodedInputStream())) {
            String type = body.getMimeType();
            if (type.startsWith("text/") && !"utf-8".equalsIgnoreCase(body.getCharset())) {
              type += " in " + body.getCharset();
            }
            leaves.add(new Leaf(String.join(" > ", way), type, current, decoded.readAllBytes()));
          }
        }
        default -> {}
      }
    }
    return new ParsedMail(headers, leaves);
  }
}
