/**
 * Envelopes that other programs put around log lines: the systemd journal (systemd.journal-fields,
 * journal export format) and the logs of containers (Docker's json-file driver, Kubernetes' CRI).
 *
 * <p>In comes a line, out goes what the dialect or program parser says of the text within. Knows no
 * mail server.
 */
@NullMarked
package modori.parse.envelope;

import org.jspecify.annotations.NullMarked;
