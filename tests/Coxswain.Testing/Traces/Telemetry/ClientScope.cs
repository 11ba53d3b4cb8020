using Coxswain.Testing.Otlp;

namespace Coxswain.Testing.Traces.Telemetry;

/// <summary>Resource and scopes as the client names them.</summary>
internal static class ClientScope
{
    public static OtlpScope Events(TraceOptions options) => new(Resource(options), "com.anthropic.claude_code.events", options.ClientVersion);

    public static OtlpScope Metrics(TraceOptions options) => new(Resource(options), "com.anthropic.claude_code", options.ClientVersion);

    private static OtlpPair[] Resource(TraceOptions options) =>
    [
        new("host.arch", "amd64"),
        new("os.type", "linux"),
        new("os.version", "6.1.0-100-amd64"),
        new("service.name", "claude-code"),
        new("service.version", options.ClientVersion),
    ];
}
