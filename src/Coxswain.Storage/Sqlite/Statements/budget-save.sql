INSERT INTO budgets (name, period, limit_usd, project, branch, ladder) VALUES ($name, $period, $limit_usd, $project, $branch, $ladder)
ON CONFLICT (name) DO UPDATE SET period = excluded.period, limit_usd = excluded.limit_usd, project = excluded.project, branch = excluded.branch, ladder = excluded.ladder
