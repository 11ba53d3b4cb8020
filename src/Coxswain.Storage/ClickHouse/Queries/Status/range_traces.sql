SELECT minOrNull(Timestamp), maxOrNull(Timestamp) FROM otel_traces
