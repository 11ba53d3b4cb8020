CREATE TABLE IF NOT EXISTS coxswain_landing_otel_logs_2/*cluster*/ (
    Timestamp DateTime64(9),
    TraceId String,
    SpanId String,
    TraceFlags UInt8,
    SeverityText LowCardinality(String),
    SeverityNumber UInt8,
    Body String,
    EventName String,
    LogAttributes Map(LowCardinality(String), String),
    ServiceName LowCardinality(String),
    ResourceSchemaUrl LowCardinality(String),
    ResourceAttributes Map(LowCardinality(String), String),
    ScopeSchemaUrl LowCardinality(String),
    ScopeName String,
    ScopeVersion LowCardinality(String),
    ScopeAttributes Map(LowCardinality(String), String)
) ENGINE = Null
