INSERT OR IGNORE INTO budget_alerts (id, budget, span, percent, at_ms, spent_usd, limit_usd) VALUES ($id, $budget, $span, $percent, $at_ms, $spent_usd, $limit_usd)
