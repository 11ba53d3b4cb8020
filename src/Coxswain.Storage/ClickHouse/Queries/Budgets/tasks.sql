-- The newest prompts with what the main conversation did about them, one row each, by session and in order of time within it. Keys are looked up first: only
-- their rows are merged. Of texts and tool inputs only what the caller hashes at once leaves here, and hashes. {sessions}: of these alone, of kept rows; none: of all.
WITH
    newest AS (
        SELECT prompt, seen
        FROM (
            SELECT arrayJoin([toString(o_prompt_id), tupleElement(t_owner, 'prompt_id')]) AS prompt, toDateTime64(last_seen, 3, 'UTC') AS seen
            FROM (
                SELECT o_prompt_id, t_owner, last_seen
                FROM api_requests
                -- Who asks about an earlier time is not told of later prompts; a prompt that began before its end has a request soon after.
                WHERE NOT {is_kept:UInt8} AND last_seen >= toDateTime({since_s:Int64}, 'UTC') AND last_seen < toDateTime({seen_until_s:Int64}, 'UTC')
                ORDER BY last_seen DESC
                LIMIT {rows:UInt64})
            UNION ALL
            SELECT prompt_id, time
            FROM (
                SELECT prompt_id, time
                FROM requests_kept
                WHERE {is_kept:UInt8} AND time >= toDateTime({since_s:Int64}, 'UTC') AND time < toDateTime({seen_until_s:Int64}, 'UTC')
                    AND (empty({sessions:Array(String)}) OR session_id IN {sessions:Array(String)})
                ORDER BY time DESC
                LIMIT {rows:UInt64}))
        WHERE prompt != ''),
    picked AS (
        SELECT prompt
        FROM newest
        GROUP BY prompt
        ORDER BY max(seen) DESC, prompt
        LIMIT {limit:UInt32}),
    done AS (
        SELECT
            session_id AS session,
            prompt_id AS prompt,
            toUnixTimestamp64Milli(min(time)) AS first_ms,
            toUnixTimestamp64Milli(max(time)) AS last_ms,
            sumMap([toString(model_id)], [toUInt64(1)]) AS models,
            count() AS requests,
            if(countIf(isNull(cost_usd)) = 0, toString(sum(cost_usd)), NULL) AS cost,
            toUInt64(quantileExact(0.5)(assumeNotNull(ifNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens, 0)))) AS prompt_tokens,
            countIf(unknown_tokens != '') AS unknown_tokens_,
            groupBitOr(sources) AS told
        FROM {requests:Identifier}
        WHERE query_class = 'main' AND prompt_id IN (SELECT prompt FROM picked)
            -- No prompt takes longer.
            AND time >= (SELECT min(seen) FROM newest) - INTERVAL 1 DAY
            AND ({is_kept:UInt8} OR request_key IN (
                SELECT request_key
                FROM api_requests
                WHERE o_prompt_id IN (SELECT prompt FROM picked) OR tupleElement(t_owner, 'prompt_id') IN (SELECT prompt FROM picked)))
            AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
        GROUP BY session, prompt
        HAVING first_ms >= {started_since_ms:Int64} AND first_ms < {started_until_ms:Int64}),
    asked AS (
        SELECT
            session,
            prompt,
            argMinIf(words, at, source NOT IN ('interrupt', 'task-notification')) AS words_,
            ifNull(toUnixTimestamp64Milli(minIf(at, source NOT IN ('interrupt', 'task-notification'))), 0) AS asked_ms,
            countIf(source = 'interrupt') > 0 AS is_interrupted,
            countIf(source = 'task-notification') > 0 AND countIf(source NOT IN ('interrupt', 'task-notification')) = 0 AS is_notice
        FROM (
            SELECT
                session_id AS session,
                prompt_id AS prompt,
                time AS at,
                substringUTF8(text, 1, 4000) AS words,
                -- Of rows that are older than the reader's own mark, as far as the text is kept.
                if(startsWith(ifNull(text, ''), '[Request interrupted by user'), 'interrupt', t_source) AS source
            FROM prompts FINAL
            WHERE prompt_key IN (
                SELECT prompt_key
                FROM prompts
                WHERE o_prompt_id IN (SELECT prompt FROM picked) OR tupleElement(t_owner, 'prompt_id') IN (SELECT prompt FROM picked)))
        GROUP BY session, prompt),
    called AS (
        SELECT session, prompt, arraySort(groupArray((at_ms, tool_use_id, tool, ended, file, is_rejected, is_abort, is_detailed, before, after, undoes))) AS steps
        FROM (
            SELECT
                session_id AS session,
                prompt_id AS prompt,
                tool_use_id,
                toUnixTimestamp64Milli(time) AS at_ms,
                tool_name AS tool,
                file_hash AS file,
                toUInt8(multiIf(decision = 'reject' OR isNull(success), 2, success = 1, 1, 0)) AS ended,
                toUInt8(decision = 'reject' AND decision_source = 'user_reject') AS is_rejected,
                toUInt8(decision = 'reject' AND decision_source = 'user_abort') AS is_abort,
                is_detailed,
                before_hash AS before,
                after_hash AS after,
                undoes
            FROM {tools:Identifier}
            WHERE agent_id = '' AND prompt_id IN (SELECT prompt FROM picked)
                AND time >= (SELECT min(seen) FROM newest) - INTERVAL 1 DAY
                AND ({is_kept:UInt8} OR tool_use_id IN (
                    SELECT tool_use_id
                    FROM tool_calls
                    WHERE o_prompt_id IN (SELECT prompt FROM picked) OR tupleElement(t_owner, 'prompt_id') IN (SELECT prompt FROM picked)))
                -- An event of a tool does not tell that a subagent called it; its request does.
                AND request_id NOT IN (
                    SELECT request_key FROM api_requests WHERE NOT {is_kept:UInt8} AND o_agent_id != '' AND o_prompt_id IN (SELECT prompt FROM picked)
                    UNION ALL
                    SELECT request_key FROM requests_kept WHERE {is_kept:UInt8} AND agent_id != '' AND prompt_id IN (SELECT prompt FROM picked) AND time >= (SELECT min(seen) FROM newest) - INTERVAL 1 DAY)
            ORDER BY at_ms, tool_use_id
            LIMIT {calls:UInt32} BY session, prompt)
        GROUP BY session, prompt),
    failed AS (
        SELECT
            session_id AS session,
            prompt_id AS prompt,
            countIf(kind = 'api_retry') AS tries,
            sumIf(greatest(ifNull(attempt, 1), 1) - 1, kind = 'api_error') AS more_tries,
            ifNull(toUnixTimestamp64Milli(maxIf(time, kind = 'api_error')), 0) AS final_ms
        FROM api_errors FINAL
        WHERE agent_id = '' AND error_key IN (
            SELECT error_key
            FROM api_errors
            WHERE o_prompt_id IN (SELECT prompt FROM picked) OR tupleElement(t_owner, 'prompt_id') IN (SELECT prompt FROM picked))
        GROUP BY session, prompt)
SELECT
    done.session,
    done.first_ms,
    greatest(done.last_ms, failed.final_ms, if(empty(called.steps), 0, called.steps[-1].1)) AS ended_ms,
    done.models.1 AS model_ids,
    done.models.2 AS model_requests,
    done.cost,
    if(done.unknown_tokens_ = 0, done.prompt_tokens, 0) AS usual_prompt,
    bitAnd(done.told, 3) != 0 AS is_told,
    asked.words_,
    asked.is_interrupted,
    greatest(failed.tries, toUInt64(failed.more_tries)) AS repeated,
    failed.final_ms > done.last_ms AS ended_in_error,
    arrayMap(step -> step.3, called.steps) AS tools,
    arrayMap(step -> step.4, called.steps) AS ends,
    arrayMap(step -> step.5, called.steps) AS files,
    arrayMap(step -> step.6, called.steps) AS rejections,
    arrayMap(step -> step.7, called.steps) AS aborts,
    arrayMap(step -> step.8, called.steps) AS detailed,
    arrayMap(step -> step.9, called.steps) AS befores,
    arrayMap(step -> step.10, called.steps) AS afters,
    arrayMap(step -> step.11, called.steps) AS undoings,
    asked.asked_ms
FROM done
LEFT ANY JOIN asked ON asked.session = done.session AND asked.prompt = done.prompt
LEFT ANY JOIN called ON called.session = done.session AND called.prompt = done.prompt
LEFT ANY JOIN failed ON failed.session = done.session AND failed.prompt = done.prompt
WHERE NOT asked.is_notice
ORDER BY done.session, done.first_ms, done.prompt
