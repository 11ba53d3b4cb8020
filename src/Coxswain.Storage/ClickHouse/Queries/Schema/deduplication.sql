-- On a server the engine's own settings do not hold: without a window an insert repeated after a crash would be kept twice.
ALTER TABLE otel_logs/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
ALTER TABLE otel_traces/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
ALTER TABLE otel_metrics_gauge/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
ALTER TABLE otel_metrics_sum/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
ALTER TABLE otel_metrics_summary/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
ALTER TABLE otel_metrics_histogram/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
ALTER TABLE otel_metrics_exp_histogram/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
ALTER TABLE otel_traces_trace_id_ts/*cluster*/ MODIFY SETTING non_replicated_deduplication_window = 10000;
