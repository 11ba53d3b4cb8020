-- Where a session was, told by its transcripts: (time, project, branch) of its first line and of each change after it, in order. Only of sessions with
-- requests that events alone tell of (titles, summaries, lost lines): those take project and branch from here. Few sessions have more than one place,
-- and only theirs are sorted.
CREATE VIEW IF NOT EXISTS session_places/*cluster*/ AS
WITH
    groupArray((times, project, branch)) AS visits,
    if(length(visits) = 1,
        [(arrayMin(visits[1].1), toUInt32(1))],
        arrayCompact(change -> change.2, arraySort(arrayFlatten(arrayMap((visit, i) -> arrayMap(time -> (time, i), visit.1), visits, arrayEnumerate(visits)))))) AS changes
SELECT
    session_id,
    arrayMap(change -> (change.1, visits[change.2].2, visits[change.2].3), changes)::Array(Tuple(time DateTime64(3, 'UTC'), project String, branch String)) AS places
FROM
(
    SELECT session_id, project, branch, groupArray(time) AS times
    FROM
    (
        SELECT t_owner.session_id AS session_id, t_owner.time AS time, t_owner.project AS project, t_owner.branch AS branch
        FROM api_requests WHERE t_owner.project != ''
        UNION ALL
        SELECT t_owner.session_id, t_owner.time, t_owner.project, t_owner.branch
        FROM prompts WHERE t_owner.project != ''
        UNION ALL
        SELECT sessions.session_id, t_owner.time, t_owner.project, t_owner.branch
        FROM sessions WHERE t_owner.project != ''
    )
    WHERE session_id IN (SELECT o_session_id FROM api_requests WHERE sources = 1 AND o_session_id != '')
    GROUP BY session_id, project, branch
)
GROUP BY session_id;

-- Types of subagents by session and agent.
CREATE VIEW IF NOT EXISTS agent_types/*cluster*/ AS
SELECT
    if(max(o_session_id) != '', max(o_session_id), min(t_owner).session_id) AS session_id,
    if(max(o_agent_id) != '', max(o_agent_id), min(t_owner).agent_id) AS agent_id,
    if(max(t_agent_type) != '', max(t_agent_type), max(o_agent_type)) AS agent_type
FROM subagents
GROUP BY subagent_key
HAVING agent_id != '' AND agent_type != '';
