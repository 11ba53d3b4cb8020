INSERT INTO budgets (name, period, limit_usd, project, branch, ladder, user) VALUES ($name, $period, $limit_usd, $project, $branch, $ladder, $user)
ON CONFLICT (name) DO UPDATE SET period = excluded.period, limit_usd = excluded.limit_usd, project = excluded.project, branch = excluded.branch, ladder = excluded.ladder, user = excluded.user
