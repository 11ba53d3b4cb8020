-- How often things happened in one session.
SELECT
    (SELECT count() FROM prompts FINAL WHERE session_id = {session:String}) AS prompts,
    (SELECT countIf(kind != 'api_retry' AND kind != 'api_retries_exhausted') FROM api_errors FINAL WHERE session_id = {session:String}) AS errors,
    (SELECT countIf(kind = 'api_retry') FROM api_errors FINAL WHERE session_id = {session:String}) AS failed_tries,
    (SELECT count() FROM compactions FINAL WHERE session_id = {session:String}) AS compactions
