/** modori reads mail logs and bounce messages and names the mailboxes that are chronically full. */
@NullMarked
package modori;

import org.jspecify.annotations.NullMarked;
