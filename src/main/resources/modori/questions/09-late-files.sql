-- Which days were changed after they had been reported, by which run and which files?
WITH t AS (SELECT run_id, finished_at, explode(split(touched_days, ',')) AS day FROM run)
SELECT CAST(t.day AS DATE) AS day, t.run_id, t.finished_at, count(DISTINCT f.path) AS files, min(f.path) AS first_file
FROM t
LEFT JOIN input_file f ON f.run_id = t.run_id
  AND CAST(f.first_line_time AS DATE) <= CAST(t.day AS DATE) AND CAST(f.last_line_time AS DATE) >= CAST(t.day AS DATE)
WHERE t.day <> '' AND EXISTS (SELECT 1 FROM run b WHERE b.finished_at < t.finished_at AND b.as_of >= CAST(t.day AS DATE))
GROUP BY ALL
ORDER BY day, finished_at
