INSERT INTO otel_metrics_summary (MetricName, MetricDescription, MetricUnit, Attributes, StartTimeUnix, TimeUnix, Flags,
    ServiceName, ResourceSchemaUrl, ResourceAttributes, ScopeSchemaUrl, ScopeName, ScopeVersion, ScopeAttributes, ScopeDroppedAttrCount,
    Count, Sum, `ValueAtQuantiles.Quantile`, `ValueAtQuantiles.Value`)
FORMAT RowBinary
