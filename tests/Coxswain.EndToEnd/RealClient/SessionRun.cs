using System.Text.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>One session of the client whose facts reach the daemon by some ways.</summary>
/// <param name="Protocol"><see langword="null"/>: telemetry is off.</param>
/// <param name="Transcripts">Whether the daemon sees the client's transcripts.</param>
internal sealed record SessionRun(OtlpProtocol? Protocol, bool Transcripts)
{
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public string[] Arguments { get; init; } = [];

    private IEnumerable<string?> Sources => new[] { Protocol is null ? null : "otlp", Transcripts ? "transcripts" : null }.OfType<string>().Order();

    /// <param name="requests">How many requests the session shall be seen to have.</param>
    public async Task CostsWhatTheClientSaysAsync(RealClientFixture fixture, int requests, params UpstreamStep[] script)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var cox = await fixture.DaemonAsync(Transcripts);
        await using var upstream = await fixture.UpstreamAsync(script);
        var telemetry = Protocol is { } protocol ? (protocol == OtlpProtocol.Grpc ? cox.OtlpGrpc : cox.OtlpHttp, protocol) : ((string, OtlpProtocol)?)null;

        var result = await fixture.Client(Transcripts).RunAsync(upstream.Address, telemetry, "what is this?", cancellationToken, Arguments);

        Assert.True(result is { ExitCode: 0, IsError: false }, result.Output);
        Assert.True(result.TotalCostUsd > 0, result.Output);
        var totals = await ArrivedAsync(cox, result.SessionId, requests, cancellationToken);
        Assert.Equal(requests, totals.GetProperty("requests").GetInt64());
        Assert.Equal(result.TotalCostUsd, totals.GetProperty("costUsd").GetDouble(), 1e-9);
    }

    /// <summary>The session's totals once they hold all requests from all sources and did not change any more.</summary>
    private async Task<JsonElement> ArrivedAsync(CoxProcess cox, string sessionId, int requests, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        string before = "", said = "";
        while (TimeProvider.System.GetElapsedTime(start) < ArrivalLimit)
        {
            var result = await cox.RunAsync(cancellationToken, "usage", "session", "--json", "--session", sessionId);
            said = result.Output + result.Errors;
            var rows = result.ExitCode == 0 ? Rows(result.Json(), sessionId) : [];
            if (rows.Count == 1 && rows[0].GetProperty("totals") is var totals && IsComplete(totals, requests) && totals.ToString() == before)
            {
                return totals;
            }

            before = rows.Count == 1 ? rows[0].GetProperty("totals").ToString() : "";
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException($"Session {sessionId} did not arrive.\n{said}\n{cox.Daemon.Errors}");
    }

    private static List<JsonElement> Rows(JsonElement report, string sessionId) =>
        [.. report.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("key").GetString() == sessionId)];

    private bool IsComplete(JsonElement totals, int requests) =>
        totals.GetProperty("requests").GetInt64() >= requests
        && totals.GetProperty("sources").EnumerateArray().Select(source => source.GetString()).Order().SequenceEqual(Sources);
}
