namespace Coxswain.Cli.Setup;

/// <summary>The variables that make Claude Code send its telemetry here. Nothing that makes it send prompts, answers or tool content.</summary>
internal static class TelemetryEnvironment
{
    /// <summary>Headers that go out with all telemetry.</summary>
    public const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";

    public static readonly string[] Protocols = ["http/protobuf", "http/json", "grpc"];

    private static readonly string[] Signals = ["logs", "metrics", "traces"];

    /// <param name="endpoint">Base address of the receiver for that protocol.</param>
    /// <param name="header">Header the receiver asks for, as <c>name=value</c>; <see langword="null"/> when it asks for none.</param>
    /// <param name="toolDetails">Also send tool parameters, names of MCP tools and full error texts.</param>
    public static IReadOnlyList<(string Name, string Value)> For(string protocol, string endpoint, string? header, bool toolDetails)
    {
        var variables = new List<(string, string)>
        {
            ("CLAUDE_CODE_ENABLE_TELEMETRY", "1"),
            ("OTEL_METRICS_EXPORTER", "otlp"),
            ("OTEL_LOGS_EXPORTER", "otlp"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
            ("OTEL_LOGS_EXPORT_INTERVAL", "2000"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "30000"),
        };
        if (header is not null)
        {
            variables.Add((Headers, header));
        }

        if (toolDetails)
        {
            variables.Add(("OTEL_LOG_TOOL_DETAILS", "1"));
        }

        return variables;
    }

    /// <summary>
    /// The variables of single signals, which the client uses instead of the general ones, with values that mean the same. Where one is set it must be
    /// taken over, or that signal goes elsewhere.
    /// </summary>
    public static IReadOnlyList<(string Name, string Value)> PerSignal(string protocol, string endpoint, string? header) =>
    [
        .. Signals.SelectMany(signal => new[]
        {
            ($"OTEL_EXPORTER_OTLP_{signal.ToUpperInvariant()}_PROTOCOL", protocol),
            ($"OTEL_EXPORTER_OTLP_{signal.ToUpperInvariant()}_ENDPOINT", protocol == "grpc" ? endpoint : $"{endpoint.TrimEnd('/')}/v1/{signal}"),
            ($"OTEL_EXPORTER_OTLP_{signal.ToUpperInvariant()}_HEADERS", header ?? ""),
        }),
    ];
}
