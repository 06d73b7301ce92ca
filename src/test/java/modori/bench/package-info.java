/** Benchmarks; each class says how it is run. */
package modori.bench;
