using System.Globalization;
using Coxswain.Cli.Output;
using Coxswain.Gateway;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary>The gateway's state in words.</summary>
internal static class GatewayText
{
    public static string Of(GatewayReport? gateway) => gateway is null ? "" : $" to {gateway.Upstream}{(gateway.Degraded.Count > 0 ? ", DEGRADED" : "")}";

    public static IEnumerable<string> Notes(GatewayReport? gateway, DateTimeOffset now)
    {
        if (gateway is null)
        {
            yield break;
        }

        foreach (var model in gateway.Degraded)
        {
            yield return $"degraded for {(model.Model.Length > 0 ? model.Model : "requests without a model")}, begun {AgeText.Ago(now - model.Since)}: nearly every attempt fails, only probes are sent; it ends by itself";
        }

        yield return gateway.Calls == 0
            ? "no calls since the daemon started"
            : $"since the daemon started: {Count(gateway.Calls)} {(gateway.Calls == 1 ? "call" : "calls")}, {Count(gateway.Answered)} answered, {Count(gateway.Recovered)} of them after a failure, {Count(gateway.Failed)} failed, {Count(gateway.ClientGone)} left by the client, {Count(gateway.UnderWay)} under way";
        if (gateway.Unrecorded > 0)
        {
            yield return $"{Count(gateway.Unrecorded)} calls have no record: more waited for the outbox than are kept";
        }
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
