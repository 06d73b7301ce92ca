package modori.spark.pipeline;

import java.io.Serializable;

/**
 * One event as one log tells it. What Exim writes to its own log and to syslog is the same event,
 * by hosts of two names.
 *
 * @param eventId column event_id
 * @param logHost column log_host
 */
record LoggedEvent(String eventId, String logHost) implements Serializable {}
