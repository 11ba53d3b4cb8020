using System.Globalization;
using Coxswain.Core.Recovery;
using Coxswain.Gateway;

namespace Coxswain.Server.Api.Doctor;

/// <summary>What the gateway knows of its upstream, and what is stored of its calls.</summary>
internal static class GatewayChecks
{
    private const string Group = "gateway";

    /// <param name="gateway"><see langword="null"/> in one command's server, which has none.</param>
    public static IReadOnlyList<DoctorCheck> Now(GatewayReport? gateway) => gateway is null ? [] :
    [
        gateway.Degraded.Count == 0
            ? DoctorCheck.Of(Group, "models", DoctorStatus.Ok, "No model is degraded.")
            : DoctorCheck.Of(
                Group, "models", DoctorStatus.Warning,
                $"Nearly every attempt for {DoctorText.Things(gateway.Degraded.Count, "model")} fails: calls wait for a probe, for a minute at most. It ends by itself with the first one that is answered; until then use another model.",
                [.. gateway.Degraded.Select(static one => Text($"{(one.Model.Length > 0 ? one.Model : "requests without a model")} since {one.Since:yyyy-MM-dd HH:mm} UTC"))]),
        .. gateway.Unrecorded == 0 ? Array.Empty<DoctorCheck>()
            : [DoctorCheck.Of(Group, "records", DoctorStatus.Warning, Text($"{DoctorText.Things(gateway.Unrecorded, "call")} went through without a record since the daemon started: the outbox took nothing for too long. See store, outbox, and disk."))],
    ];

    public static DoctorCheck Recorded(RecordedCalls calls) => DoctorCheck.Of(
        Group,
        "calls",
        calls.Unread > 0 ? DoctorStatus.Warning : calls.Calls == 0 ? DoctorStatus.Note : DoctorStatus.Ok,
        calls.Calls == 0
            ? "No call went through the gateway in this time. A client sends them here when ANTHROPIC_BASE_URL names the gateway."
            : Text($"{DoctorText.Things(calls.Calls, "call")}: {calls.Answered} answered, {calls.Recovered} of them after a failure; {calls.Failed} failed (cox error-analyze tells why)."),
        calls.Unread == 0 ? [] :
        [
            Text($"{DoctorText.Things(calls.Unread, "answer")} in an encoding that is not read here (zstd): they passed, but their tokens, cost and failures in the stream are unknown. A client that does not offer it in accept-encoding gets another."),
        ]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
