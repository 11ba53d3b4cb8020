-- What users said of sessions, from 1 to 5. The log keeps all of it: a later rating of a session replaces the ones before, an undone one counts no more. Rare, so a view is enough.
CREATE VIEW IF NOT EXISTS ratings_told/*cluster*/ AS
SELECT
    Timestamp AS time,
    LogAttributes['rating.id'] AS id,
    LogAttributes['session.id'] AS session_id,
    -- Not UInt8: the engine (26.7) takes such a column in a condition for the condition itself, and every score that counts became 1.
    toInt32OrZero(LogAttributes['score']) AS score,
    LogAttributes['note'] AS note,
    -- cli, api or dashboard
    LogAttributes['through'] AS through,
    -- The rating that this takes back; else empty, and then there is a score.
    LogAttributes['undoes'] AS undoes
FROM otel_logs
WHERE ServiceName = 'coxswain' AND Body = 'coxswain.rating';

-- What counts: the newest of each session that was not undone.
CREATE VIEW IF NOT EXISTS ratings/*cluster*/ AS
SELECT
    toDateTime64(max(told.time), 3, 'UTC') AS time,
    argMax(told.id, (told.time, told.id)) AS id,
    told.session_id AS session_id,
    argMax(told.score, (told.time, told.id)) AS score,
    argMax(told.note, (told.time, told.id)) AS note,
    argMax(told.through, (told.time, told.id)) AS through
FROM ratings_told AS told
WHERE told.undoes = '' AND told.score BETWEEN 1 AND 5 AND told.id NOT IN (SELECT undoes FROM ratings_told WHERE undoes != '')
GROUP BY told.session_id;
