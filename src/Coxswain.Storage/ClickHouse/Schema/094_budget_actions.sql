-- What steps of budgets did: prompts and subagents refused, subagents put on the economy model, advice given. Rare, so a view of the log is enough.
CREATE VIEW IF NOT EXISTS budget_actions/*cluster*/ AS
SELECT
    toDateTime64(Timestamp, 3, 'UTC') AS time,
    LogAttributes['budget'] AS budget,
    -- block, pause_subagents, downshift or advise
    LogAttributes['action'] AS action,
    -- hook or gateway
    LogAttributes['through'] AS through,
    LogAttributes['session.id'] AS session_id,
    LogAttributes['agent_type'] AS agent_type,
    -- Empty: nobody named one.
    LogAttributes['from_model'] AS from_model,
    LogAttributes['to_model'] AS to_model,
    toFloat64OrNull(LogAttributes['used_percent']) AS used_percent,
    toDecimal128OrNull(LogAttributes['spent_usd'], 12) AS spent_usd,
    toDecimal128OrNull(LogAttributes['limit_usd'], 12) AS limit_usd
FROM otel_logs
WHERE ServiceName = 'coxswain' AND Body = 'coxswain.budget_action';
