using Coxswain.Testing.Otlp;

namespace Coxswain.Testing.Traces.Telemetry;

internal static class StandardAttributes
{
    /// <summary>What every event and data point starts with, in the client's order.</summary>
    public static List<OtlpPair> Of(TraceSession session, TraceOptions options) =>
    [
        new("user.id", session.UserId),
        new("session.id", session.SessionId),
        new("anthropic.provider", "firstParty"),
        new("anthropic.custom_base_url", true),
        new("terminal.type", options.Interactive ? "xterm-256color" : "non-interactive"),
    ];

    public static long Nanoseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() * 1_000_000;

    public static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
