package modori.spark.source;

import modori.classify.Classifier;

/** The classifier that the tasks of one process share; its rules are read once. */
final class StandardClassifier {
  static final Classifier SHARED = Classifier.standard();

  private StandardClassifier() {}
}
