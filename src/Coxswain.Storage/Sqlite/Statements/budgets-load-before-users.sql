SELECT name, period, limit_usd, project, branch, ladder, '' FROM budgets ORDER BY name
