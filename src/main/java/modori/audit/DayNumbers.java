package modori.audit;

import java.time.LocalDate;

/**
 * What was counted of one day that a night has touched.
 *
 * @param attempts rows of delivery_attempt
 * @param unknownTypes of these, rows whose event type is none
 * @param failures of these, failed attempts and refusals
 * @param failuresWithoutReason of the failures, those without a reason
 * @param reasonedOnce rows with a reason, less refusals that another line of the same host tells
 * @param domainAttempts sum of attempts in domain_day
 * @param reasonEvents sum of events in domain_reason_day
 */
public record DayNumbers(
    LocalDate day,
    long attempts,
    long unknownTypes,
    long failures,
    long failuresWithoutReason,
    long reasonedOnce,
    long domainAttempts,
    long reasonEvents) {}
