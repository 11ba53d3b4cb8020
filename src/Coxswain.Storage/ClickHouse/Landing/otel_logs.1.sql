CREATE TABLE IF NOT EXISTS coxswain_landing_otel_logs_1/*cluster*/ (
    Timestamp DateTime64(9),
    TraceId String,
    SpanId String,
    TraceFlags UInt8,
    SeverityText String,
    SeverityNumber UInt8,
    Body String,
    EventName String,
    LogAttributes Map(String, String),
    ServiceName String,
    ResourceSchemaUrl String,
    ResourceAttributes Map(String, String),
    ScopeSchemaUrl String,
    ScopeName String,
    ScopeVersion String,
    ScopeAttributes Map(String, String)
) ENGINE = Null
