SELECT name, period, limit_usd, project, branch, ladder, user FROM budgets ORDER BY name
