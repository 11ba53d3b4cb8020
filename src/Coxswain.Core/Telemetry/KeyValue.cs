namespace Coxswain.Core.Telemetry;

/// <summary>One attribute. Values of any OTLP type are kept as the collector's exporter writes them (<c>AsString</c>): arrays and maps as JSON, bytes as base64.</summary>
public readonly record struct KeyValue(string Key, string Value);
