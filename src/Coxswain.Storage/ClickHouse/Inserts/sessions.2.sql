INSERT INTO sessions (session_id, sources, first_seen, last_seen, latest_version, entrypoint, t_title, t_owner, t_origin)
FORMAT RowBinary
