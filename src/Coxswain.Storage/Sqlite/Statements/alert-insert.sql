-- Not by a conflict: one that is ignored still takes an id, and so writes.
INSERT INTO budget_alerts (budget, span, percent, at_ms, spent_usd, limit_usd)
SELECT $budget, $span, $percent, $at_ms, $spent_usd, $limit_usd
WHERE NOT EXISTS (SELECT 1 FROM budget_alerts WHERE budget = $budget AND span = $span AND percent = $percent)
