INSERT INTO session_costs (session_id, seen_at, total_cost_usd, has_unknown_model_cost, cost_usd_by_model, project, branch, version)
FORMAT RowBinary
