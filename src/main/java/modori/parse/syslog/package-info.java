/**
 * The envelope that syslog puts around a program's text, in its several shapes, and the choice of
 * the parser by program tag.
 *
 * <p>In comes a line, out go time, host, program and process id, and what the program's parser
 * says. Knows no mail server.
 */
@NullMarked
package modori.parse.syslog;

import org.jspecify.annotations.NullMarked;
