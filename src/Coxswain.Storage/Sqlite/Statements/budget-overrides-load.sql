SELECT budget, since_ms, until_ms, why FROM budget_overrides ORDER BY id
