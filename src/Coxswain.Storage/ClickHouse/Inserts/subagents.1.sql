INSERT INTO subagents (subagent_key, sources, t_owner, t_agent_type, t_description, t_tool_use_id, t_spawn_depth, t_model, t_workflow_run_id)
FORMAT RowBinary
