package modori.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A night's report as one file (packed JSON), from which pages and mail can be made again: the same
 * file, the same pages.
 */
public final class NightArchive {
  /** Its name in the report's folder. */
  public static final String FILE = "night.json.gz";

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
          .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
          .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .registerModule(
              new SimpleModule()
                  .addSerializer(new AsText<>(Instant.class))
                  .addSerializer(new AsText<>(LocalDate.class))
                  .addSerializer(new AsText<>(Duration.class))
                  .addSerializer(new AsText<>(ZoneId.class))
                  .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
                  .addDeserializer(
                      LocalDate.class, new FromText<>(LocalDate.class, LocalDate::parse))
                  .addDeserializer(Duration.class, new FromText<>(Duration.class, Duration::parse))
                  .addDeserializer(ZoneId.class, new FromText<>(ZoneId.class, ZoneId::of)));

  private NightArchive() {}

  /** The file's content. */
  public static byte[] pack(NightReport report) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      MAPPER.writeValue(packed, report);
    }
    return bytes.toByteArray();
  }

  /**
   * The report that was packed.
   *
   * @throws IOException where these are not the bytes of {@link #pack}
   */
  public static NightReport unpack(byte[] content) throws IOException {
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return MAPPER.readValue(plain, NightReport.class);
    }
  }

  private static final class AsText<T> extends StdScalarSerializer<T> {
    private static final long serialVersionUID = 1;

    AsText(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class FromText<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1;
    private final transient Function<String, T> parse;

    FromText(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return parse.apply(in.getText());
    }
  }
}
