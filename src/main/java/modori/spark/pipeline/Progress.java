package modori.spark.pipeline;

/** Told how far a night is; a terminal shows a bar, a log one line. */
public interface Progress {
  /** A step begins: plan, read, merge, link, tables, publish, report. */
  void step(String name);

  /** So many bytes of the logs are read, packed ones counted as they are stored. */
  void read(long bytes, long totalBytes);

  /** Something that whoever reads the log of the night should know; no trouble. */
  void note(String line);

  /** The night is done. */
  void done();

  /** Nobody looks. */
  Progress SILENT =
      new Progress() {
        @Override
        public void step(String name) {}

        @Override
        public void read(long bytes, long totalBytes) {}

        @Override
        public void note(String line) {}

        @Override
        public void done() {}
      };
}
