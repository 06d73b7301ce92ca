-- Which domains moved most from one reason to another between the last two weeks?
WITH w AS (SELECT recipient_domain, reason, datediff((SELECT max(as_of) FROM run), day) DIV 7 AS week, sum(events) AS events
  FROM domain_reason_day GROUP BY ALL),
s AS (SELECT recipient_domain, reason, week, events / sum(events) OVER (PARTITION BY recipient_domain, week) AS share,
  sum(events) OVER (PARTITION BY recipient_domain, week) AS base FROM w WHERE week IN (0, 1)),
m AS (SELECT recipient_domain, reason, sum(if(week = 0, share, 0)) - sum(if(week = 1, share, 0)) AS moved, min(base) AS base
  FROM s GROUP BY ALL)
SELECT recipient_domain, max_by(reason, -moved) AS from_reason, max_by(reason, moved) AS to_reason,
  round(max(moved), 4) AS moved, min(base) AS failures
FROM m GROUP BY recipient_domain HAVING max(moved) > 0 AND min(moved) < 0
ORDER BY moved DESC, failures DESC, recipient_domain LIMIT 20
