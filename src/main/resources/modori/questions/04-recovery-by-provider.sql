-- Of the mailboxes that filled up in a month, how many had room again within 7 and 30 days, by provider?
-- :month = all
-- :by = provider
SELECT name, cohort, episodes, median_days,
  round(1 - still_full_7d, 4) AS free_within_7d, at_risk_7d,
  round(1 - still_full_30d, 4) AS free_within_30d, at_risk_30d
FROM survival_domain
WHERE scope = :by AND cohort = :month
ORDER BY episodes DESC, name
