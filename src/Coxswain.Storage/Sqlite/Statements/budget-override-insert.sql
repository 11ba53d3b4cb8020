INSERT INTO budget_overrides (budget, since_ms, until_ms, why) VALUES ($budget, $since_ms, $until_ms, $why)
