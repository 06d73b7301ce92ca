/** Tests of the Postfix parser: cases, the corpus, properties. */
@NullMarked
package modori.parse.postfix;

import org.jspecify.annotations.NullMarked;
