/**
 * Events that Amazon SES publishes: one JSON object a line, plain, inside a notification of SNS, or
 * inside an event of EventBridge.
 *
 * <p>In comes a record, out goes an event for each recipient it names; field names are those of the
 * Amazon SES developer guide, "contents of event data". Knows no other service.
 */
@NullMarked
package modori.parse.ses;

import org.jspecify.annotations.NullMarked;
