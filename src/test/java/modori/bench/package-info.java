/** Benchmarks; each class says how it is run. */
@NullMarked
package modori.bench;

import org.jspecify.annotations.NullMarked;
