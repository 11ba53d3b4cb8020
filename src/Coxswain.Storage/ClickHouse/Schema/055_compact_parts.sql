-- Typed tables have many columns, most of them empty. Above 10 MB, the engine's default, each column of a part is two files of its own, made and synced for
-- every insert of a busy hour or an import: more work than the rows. Up to this size all columns of a part share one file.
ALTER TABLE api_requests/*cluster*/ MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE tool_calls/*cluster*/ MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE prompts/*cluster*/ MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE api_errors/*cluster*/ MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE sessions/*cluster*/ MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE hook_runs/*cluster*/ MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE client_events/*cluster*/ MODIFY SETTING min_bytes_for_wide_part = 134217728;
