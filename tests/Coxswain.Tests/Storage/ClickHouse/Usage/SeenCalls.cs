using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Telemetry;
using Coxswain.Gateway.Observing;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Calls as the gateway tells them.</summary>
internal static class SeenCalls
{
    /// <summary>Of <see cref="Tokens"/>, by claude-opus-5-5.</summary>
    public const decimal Cost = 0.01232m;

    private static readonly TelemetryOrigin Origin = GatewayOrigin.Of("1.0").Value;

    public static TokenUsage Tokens { get; } = new(120, 42, 5000, 2000, 0, 0, "standard", "standard", "");

    public static ClientFacts Sdk => new("Anthropic", "0.70", "", "", "", "", "", "", "");

    public static ClientFacts Claude => new("claude-cli", "2.1.330", "session-1", "", "", "", "main", "prompt-1", "");

    public static CallRecord Call(string id, string requestId, ClientFacts client) => new()
    {
        Id = id, Begun = UsageStoreRoom.Noon, Took = TimeSpan.FromSeconds(3), Operation = "messages", Client = client, Mode = RecoveryMode.Transparent, RequestedModel = "claude-opus-5-5", Model = "claude-opus-5-5",
        RequestId = requestId, Status = 200, Tokens = Tokens, CostUsd = Cost, Attempts = [Attempt(1, requestId)],
    };

    public static CallRecord After(int minutes, CallRecord call) => call with { Begun = call.Begun.AddMinutes(minutes) };

    public static AttemptRecord Attempt(int number, string requestId) => new(
        number, number == 1 ? "first" : "retry", "claude-opus-5-5", null, TimeSpan.Zero, TimeSpan.FromSeconds(1), 200, requestId, null, "", null);

    public static Task WriteAsync(UsageStoreRoom room, CallRecord call) => room.WriteAsync([.. CallEvents.Of(call, Origin)]);
}
