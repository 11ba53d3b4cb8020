INSERT INTO prompts (prompt_key, sources, last_seen, message_uuid, t_owner, t_length, t_text, t_command, t_permission_mode, t_source)
FORMAT RowBinary
