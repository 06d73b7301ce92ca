/**
 * The commands: options in, one of modori's jobs started, an exit code out. No logic of its own.
 *
 * <p>{@link modori.jobs.Modori} is the main class; each command is a class.
 */
@NullMarked
package modori.jobs;

import org.jspecify.annotations.NullMarked;
