-- As the view coxswain_event_stream_mv, for the rows of one day that were there before it. All tables behind it are keyed: the same again adds nothing.
INSERT INTO coxswain_event_stream (time, event, attributes)
SELECT Timestamp AS time, Body AS event, LogAttributes AS attributes
FROM otel_logs
WHERE toDate(Timestamp) = {day:Date} AND Timestamp >= fromUnixTimestamp64Milli({from_ms:Int64}) AND Timestamp < fromUnixTimestamp64Milli({until_ms:Int64}) AND (startsWith(Body, 'coxswain.gateway_') OR Body = 'coxswain.model_switch')
