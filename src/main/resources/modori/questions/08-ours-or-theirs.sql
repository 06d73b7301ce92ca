-- Which errors did our own servers find, and which did the other side's?
-- :days = 7
SELECT reason, sum(CASE WHEN detected_by = 'own' THEN events ELSE 0 END) AS ours,
  sum(CASE WHEN detected_by = 'remote' THEN events ELSE 0 END) AS theirs, sum(events) AS events
FROM domain_reason_day
WHERE day > date_sub((SELECT max(as_of) FROM run), CAST(:days AS INT))
GROUP BY reason
ORDER BY events DESC, reason
