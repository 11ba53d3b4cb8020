SELECT id, budget, span, percent, at_ms, spent_usd, limit_usd FROM budget_alerts
WHERE id IN (SELECT alert_id FROM alert_deliveries WHERE channel = $channel AND at_ms <= 0) ORDER BY id LIMIT $most
