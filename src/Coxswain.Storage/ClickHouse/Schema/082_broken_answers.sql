-- Answers of the gateway that broke off or that their client left. What was paid for one is in the client's own figure in some cases only: when Claude Code (2.1.330) begins again
-- with a stream after it read the beginning, its figure for the answer that came in the end has all tries in it; when it begins again without one, it has the last alone. Which it was
-- is told by that figure: it is higher than what that last answer cost by its own counts. An answer without a request id cannot be found among the client's; it is left to the client.
-- answered_id, reported_usd: the next answer to the same agent and prompt, and the client's figure for it, empty and NULL where there is none (yet).
-- is_clients: the client's figure has it. Of several before one answer those from the oldest on, as far as the figure goes.
CREATE OR REPLACE VIEW gateway_broken/*cluster*/ AS
WITH
    calls AS (
        SELECT request_id, session_id, agent_id, prompt_id, request_class, time, outcome, startsWith(model, requested_model) AS is_as_asked, toFloat64(cost_usd) AS cost
        FROM gateway_calls FINAL
        WHERE operation = 'messages' AND request_id != ''
            AND (session_id, prompt_id) IN (SELECT session_id, prompt_id FROM gateway_calls WHERE outcome != 'answered' AND request_id IN (SELECT request_key FROM gateway_client_told))),
    answers AS (
        SELECT session_id, agent_id, prompt_id, request_class, time, request_id, if(is_as_asked, cost, NULL) AS cost
        FROM calls
        WHERE outcome = 'answered'),
    reports AS (
        SELECT request_key, o_cost_usd AS reported
        FROM api_requests FINAL
        WHERE request_key IN (SELECT request_id FROM answers) AND isNotNull(o_cost_usd))
SELECT
    broken.request_id AS request_key,
    broken.session_id AS session_id,
    answers.request_id AS answered_id,
    reports.reported AS reported_usd,
    ifNull(reports.reported - answers.cost > greatest(1e-9,
        sum(ifNull(broken.cost, 0)) OVER (PARTITION BY answers.request_id ORDER BY broken.time, broken.request_id) - ifNull(broken.cost, 0) / 2), 0) AS is_clients
FROM (SELECT * FROM calls WHERE outcome != 'answered' AND request_id IN (SELECT request_key FROM gateway_client_told)) AS broken
ASOF LEFT JOIN answers ON broken.session_id = answers.session_id AND broken.agent_id = answers.agent_id AND broken.prompt_id = answers.prompt_id
    AND broken.request_class = answers.request_class AND broken.time <= answers.time
LEFT JOIN reports ON answers.request_id = reports.request_key;

CREATE OR REPLACE VIEW gateway_left_to_client/*cluster*/ AS
SELECT request_key
FROM gateway_client_told
WHERE (outcome = 'answered' OR startsWith(request_key, 'gateway:')) AND session_id IN (SELECT session_id FROM sessions WHERE bitAnd(sources, 3) != 0)
UNION ALL
SELECT request_key FROM gateway_broken WHERE is_clients;
