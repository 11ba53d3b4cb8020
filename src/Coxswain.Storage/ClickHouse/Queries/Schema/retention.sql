-- What retention counts from, per table. {days} is written in; a TTL takes no parameter. A table not listed keeps its rows for ever.
ALTER TABLE otel_logs/*cluster*/ MODIFY TTL toDateTime(Timestamp) + toIntervalDay({days});
ALTER TABLE otel_traces/*cluster*/ MODIFY TTL toDateTime(Timestamp) + toIntervalDay({days});
ALTER TABLE otel_traces_trace_id_ts/*cluster*/ MODIFY TTL toDateTime(Start) + toIntervalDay({days});
ALTER TABLE otel_metrics_gauge/*cluster*/ MODIFY TTL toDateTime(TimeUnix) + toIntervalDay({days});
ALTER TABLE otel_metrics_sum/*cluster*/ MODIFY TTL toDateTime(TimeUnix) + toIntervalDay({days});
ALTER TABLE otel_metrics_summary/*cluster*/ MODIFY TTL toDateTime(TimeUnix) + toIntervalDay({days});
ALTER TABLE otel_metrics_histogram/*cluster*/ MODIFY TTL toDateTime(TimeUnix) + toIntervalDay({days});
ALTER TABLE otel_metrics_exp_histogram/*cluster*/ MODIFY TTL toDateTime(TimeUnix) + toIntervalDay({days});
ALTER TABLE api_requests/*cluster*/ MODIFY TTL last_seen + toIntervalDay({days});
