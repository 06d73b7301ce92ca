-- Which error texts appeared for the first time in the last days?
-- :days = 7
SELECT min(day) AS first_day, reason, rule_id, sum(events) AS events, max(domains) AS domains, shape, min(sample_text) AS sample
FROM reason_text_day
GROUP BY reason, rule_id, shape
HAVING min(day) > date_sub((SELECT max(as_of) FROM run), CAST(:days AS INT))
ORDER BY reason = 'unclassified' DESC, events DESC, shape
