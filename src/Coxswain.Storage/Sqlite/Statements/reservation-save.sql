INSERT INTO reservations (call_id, session, project, branch, user, client_request_id, model, at_ms, estimate_usd) VALUES ($call_id, $session, $project, $branch, $user, $client_request_id, $model, $at_ms, $estimate_usd)
ON CONFLICT (call_id) DO UPDATE SET estimate_usd = excluded.estimate_usd
