package modori.spark.source;

import java.io.Serializable;
import modori.ingest.Split;

/**
 * A split and how its lines are read.
 *
 * @param split the part of a file
 * @param dialect name of the dialect
 * @param host for lines that name none
 */
public record LogSplit(Split split, String dialect, String host) implements Serializable {}
