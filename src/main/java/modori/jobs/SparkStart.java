package modori.jobs;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark for a command: in this process, or as {@code spark-submit} has set it up. */
final class SparkStart {
  private SparkStart() {}

  static SparkSession session(String name, Map<String, String> settings) {
    SparkConf conf = new SparkConf().setAppName("modori " + name);
    settings.forEach(conf::set);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.adaptive.enabled", "true");
    conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    conf.setIfMissing("spark.sql.catalogImplementation", "in-memory");
    // The first lower() would build ICU's table of title cases, half a second of a small night.
    conf.setIfMissing("spark.sql.icu.caseMappings.enabled", "false");
    // The bar moves with the heartbeats.
    conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    // The other builder looks for this one by Scala's reflection, half a second of a small night.
    return org.apache.spark.sql.classic.SparkSession.builder().config(conf).getOrCreate();
  }
}
