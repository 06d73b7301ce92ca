package modori.spark.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import modori.spark.tables.HadoopSettings;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Takes a mailbox out of the manifests of earlier runs: a path or a check may name it. */
final class ForgottenManifests {
  private static final String ENDING = ".json";

  private ForgottenManifests() {}

  /** Changes and signs again what names the mailbox; how many manifests that were. */
  static int clean(String warehouse, String runId, ForgottenMailbox mailbox) throws IOException {
    Path folder = new Path(warehouse, Manifest.FOLDER);
    FileSystem files = folder.getFileSystem(HadoopSettings.load());
    if (!files.exists(folder)) {
      return 0;
    }
    int changed = 0;
    for (FileStatus file : files.listStatus(folder)) {
      String name = file.getPath().getName();
      if (!name.endsWith(ENDING) || name.startsWith(".")) {
        continue;
      }
      String ofRun = name.substring(0, name.length() - ENDING.length());
      String before = Manifest.read(warehouse, ofRun).content().toString();
      if (mailbox.isNamedBy(before)
          && new ObjectMapper().readTree(mailbox.without(before)) instanceof ObjectNode content) {
        Manifest.write(warehouse, ofRun, content.put("changed_by", runId));
        changed++;
      }
    }
    return changed;
  }
}
