-- What happened to one mailbox in the last 60 days?
-- :address = aaa12345@example.co.jp
SELECT day, letter, n_full, n_ok, n_gone, n_other, first_full, last_full, distinct_senders, messages_lost, messages_delayed
FROM mailbox_day
WHERE lower(recipient_address) = lower(:address) AND day > (SELECT max(as_of) FROM run) - INTERVAL 60 DAYS
ORDER BY day
