package modori.spark.tables;

import org.apache.hadoop.conf.Configuration;

/**
 * What Hadoop is told of file systems and catalogs: the files of its configuration folder where
 * that is on the class path, and above them every setting {@code spark.hadoop.NAME} of this process
 * as {@code NAME}.
 */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  private HadoopSettings() {}

  /** Reads them as they are now. */
  public static Configuration load() {
    Configuration settings = new Configuration();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        settings.set(name.substring(PREFIX.length()), System.getProperty(name));
      }
    }
    return settings;
  }
}
