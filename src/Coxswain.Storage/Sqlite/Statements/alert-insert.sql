INSERT INTO budget_alerts (budget, span, percent, at_ms, spent_usd, limit_usd) VALUES ($budget, $span, $percent, $at_ms, $spent_usd, $limit_usd)
ON CONFLICT (budget, span, percent) DO NOTHING
