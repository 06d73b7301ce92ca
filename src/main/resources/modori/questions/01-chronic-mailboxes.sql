-- Which mailboxes of a domain are chronically full, since when, how many messages were lost?
-- :domain = example.co.jp
SELECT recipient_address, hosted, level, first_full, last_full, full_days, senders_affected, messages_lost, strip
FROM mailbox_current
WHERE recipient_domain = lower(:domain) AND status = 'open' AND level IN ('chronic', 'abandoned_suspect')
ORDER BY messages_lost DESC, recipient_address
