/**
 * Log segments of KumoMTA: one JSON object a line, packed with zstd or plain.
 *
 * <p>In comes a record, out goes what it says of a message; field and type names are those of
 * KumoMTA's reference, page "log record". Knows no other server.
 */
@NullMarked
package modori.parse.kumomta;

import org.jspecify.annotations.NullMarked;
