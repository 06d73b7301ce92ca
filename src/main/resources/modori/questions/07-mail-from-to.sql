-- What happened to the mail from one address to another on a day?
-- :sender = %
-- :recipient = aaa12345@example.co.jp
-- :day = 2027-01-04
SELECT event_time, event_type, log_host, queue_id, sender_address, recipient_address, relay_host, reply_code, reason, reply_text
FROM delivery_attempt
WHERE event_date = CAST(:day AS DATE) AND lower(sender_address) LIKE lower(:sender) AND lower(recipient_address) LIKE lower(:recipient)
ORDER BY event_time, queue_id
