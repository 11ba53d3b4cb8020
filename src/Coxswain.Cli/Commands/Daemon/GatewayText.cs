using System.Globalization;
using Coxswain.Cli.Output;
using Coxswain.Core.Recovery;
using Coxswain.Gateway;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary>The gateway's state in words.</summary>
internal static class GatewayText
{
    public static string Of(GatewayReport? gateway) => gateway is null ? "" : $" to {gateway.Upstream}{(gateway.Degraded.Count > 0 ? ", DEGRADED" : "")}";

    public static IEnumerable<string> Notes(GatewayReport? gateway, RecordedCalls? recorded, DateTimeOffset now)
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
            : $"since the daemon started: {Ends(gateway.Calls, gateway.Answered, gateway.Recovered, gateway.Failed, gateway.ClientGone)}, {Count(gateway.UnderWay)} under way";
        if (recorded is { Calls: > 0 })
        {
            yield return $"stored, last 30 days: {Of(recorded)}";
        }

        if (gateway.Unrecorded > 0)
        {
            yield return $"{Count(gateway.Unrecorded)} calls have no record: more waited for the outbox than are kept";
        }
    }

    public static string Of(RecordedCalls calls) => Ends(calls.Calls, calls.Answered, calls.Recovered, calls.Failed, calls.ClientGone)
        + (calls.Unread > 0 ? $"; {Count(calls.Unread)} answers in an encoding that is not read" : "");

    private static string Ends(long calls, long answered, long recovered, long failed, long clientGone)
        => $"{Count(calls)} {(calls == 1 ? "call" : "calls")}, {Count(answered)} answered, {Count(recovered)} of them after a failure, {Count(failed)} failed, {Count(clientGone)} left by the client";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
