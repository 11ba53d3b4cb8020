-- The client's own question how a session goes, one row for each time it was shown.
CREATE VIEW IF NOT EXISTS feedback_surveys/*cluster*/ AS
SELECT
    min(e.time) AS time,
    any(e.session_id) AS session_id,
    e.attributes['appearance_id'] AS appearance_id,
    anyIf(e.attributes['survey_type'], e.attributes['survey_type'] != '') AS survey_type,
    -- bad, fine or good; dismissed; else empty: not answered, or not yet
    argMaxIf(e.attributes['response'], e.time, e.attributes['event_type'] = 'responded') AS response,
    countIf(e.attributes['event_type'] = 'abandoned') > 0 AS is_abandoned
FROM client_events AS e FINAL
WHERE e.event = 'feedback_survey' AND e.attributes['appearance_id'] != ''
GROUP BY e.attributes['appearance_id'];
