/**
 * The steps of a night: plan the input, scan it, merge what splits left open, fold facts into the
 * tables that people read, publish, report.
 *
 * <p>In come settings, out go committed tables and a report. Each step is a class; what is counted
 * and what is chronic is decided in the core.
 */
@NullMarked
package modori.spark.pipeline;

import org.jspecify.annotations.NullMarked;
