INSERT INTO compactions (compaction_key, sources, last_seen, t_owner, t_trigger, t_pre_tokens, t_post_tokens, t_duration_ms)
FORMAT RowBinary
