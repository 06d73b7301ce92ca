-- Which of our users and programs send with a sender address that leads to nobody, by login and client?
-- :since = 1970-01-01
SELECT coalesce(auth_user, '(no login)') AS auth_user, client_ip, client_name, sender_address,
  count(DISTINCT message_key) AS messages, min(event_time) AS first_seen, max(event_time) AS last_seen
FROM silent_failure
WHERE kind = 'sender_unknown_local' AND event_date >= CAST(:since AS DATE)
GROUP BY ALL
ORDER BY messages DESC, auth_user, client_ip, sender_address
