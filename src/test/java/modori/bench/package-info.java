/** JMH benchmarks; the command stands in each class's javadoc. */
@NullMarked
package modori.bench;

import org.jspecify.annotations.NullMarked;
