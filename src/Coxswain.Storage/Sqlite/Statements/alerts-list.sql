SELECT id, budget, span, percent, at_ms, spent_usd, limit_usd FROM budget_alerts WHERE $budget = '' OR budget = $budget ORDER BY id DESC LIMIT $most
