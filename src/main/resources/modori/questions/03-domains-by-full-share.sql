-- Which 20 domains have the largest share of full mailboxes?
-- :least_active = 100
SELECT recipient_domain, hosted, mailboxes_active_30d, mailboxes_full, mailboxes_chronic, round(full_share, 4) AS full_share
FROM domain_day
WHERE day = (SELECT max(as_of) FROM run) AND mailboxes_active_30d >= CAST(:least_active AS INT)
ORDER BY full_share DESC, mailboxes_full DESC, recipient_domain
LIMIT 20
