package modori.spark.pipeline;

/** Told how far a night is; a terminal shows a bar, a log one line. */
public interface Progress {
  /** A step begins: plan, read, merge, tables, publish, report. */
  void step(String name);

  /** The night is done. */
  void done();

  /** Nobody looks. */
  Progress SILENT =
      new Progress() {
        @Override
        public void step(String name) {}

        @Override
        public void done() {}
      };
}
