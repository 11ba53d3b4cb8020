SELECT minOrNull(least(ifNull(o_time, r.t_owner.time), r.t_owner.time)), maxOrNull(last_seen) FROM api_requests AS r
