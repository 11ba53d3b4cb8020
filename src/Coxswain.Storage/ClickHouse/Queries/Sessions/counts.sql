-- How often things happened in one session. A fork's file repeats its origin's lines without saying so of each: what happened up to the newest line it
-- copied belongs to its origin, or to that one's, whichever of their files is seen as its owner. Three forks deep.
-- What the client says to itself when a task ends is a line of the user's kind, but no prompt. A transcript says so; telemetry only by its text, if that
-- is sent: prompts it alone tells without text are counted again in the last column.
WITH
    forks AS (SELECT session_id, origin_session_id AS origin, copied_until AS until FROM sessions FINAL WHERE origin_session_id != ''),
    happened AS (
        SELECT 'prompt' AS what, prompt_key AS key, session_id, time, sources = 1 AND o_text IS NULL AS is_guess
        FROM prompts FINAL WHERE t_source != 'task-notification' AND NOT (sources = 1 AND startsWith(ifNull(o_text, ''), '<task-notification>'))
        UNION ALL
        SELECT 'compaction', if(ifNull(pre_tokens, 0) > 0, concat(trigger, ':', toString(assumeNotNull(pre_tokens))), compaction_key), session_id, time, 0 FROM compactions FINAL),
    once AS (
        SELECT happened.what AS what, happened.key AS key, happened.is_guess AS is_guess, happened.time AS at, if(forks.origin != '' AND happened.time <= forks.until, forks.origin, happened.session_id) AS owner
        FROM happened LEFT JOIN forks ON forks.session_id = happened.session_id),
    twice AS (
        SELECT once.what AS what, once.key AS key, once.is_guess AS is_guess, once.at AS at, if(forks.origin != '' AND once.at <= forks.until, forks.origin, once.owner) AS owner
        FROM once LEFT JOIN forks ON forks.session_id = once.owner),
    thrice AS (
        SELECT twice.what AS what, twice.key AS key, twice.is_guess AS is_guess, if(forks.origin != '' AND twice.at <= forks.until, forks.origin, twice.owner) AS owner
        FROM twice LEFT JOIN forks ON forks.session_id = twice.owner)
SELECT
    (SELECT uniqExact(key) FROM thrice WHERE what = 'prompt' AND owner = {session:String}) AS prompts,
    (SELECT uniqExact(key) FROM thrice WHERE what = 'compaction' AND owner = {session:String}) AS compactions,
    (SELECT uniqExact(key) FROM thrice WHERE what = 'prompt' AND is_guess AND owner = {session:String}) AS uncertain_prompts
