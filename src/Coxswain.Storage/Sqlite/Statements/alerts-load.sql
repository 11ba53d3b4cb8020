SELECT id, budget, span, percent, at_ms, spent_usd, limit_usd FROM budget_alerts ORDER BY id
