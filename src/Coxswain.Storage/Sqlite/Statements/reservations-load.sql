SELECT call_id, session, project, branch, user, client_request_id, model, at_ms, estimate_usd FROM reservations ORDER BY at_ms, call_id
