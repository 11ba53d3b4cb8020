using System.Globalization;
using System.Text.Json;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>One stored request of the real client, with both prices in USD.</summary>
/// <param name="Model">The model that answered.</param>
/// <param name="Tokens">Input, output, cache reads, writes for 5 minutes, writes for an hour.</param>
/// <param name="Status">How the two figures stand to each other: <c>agrees</c>, <c>switched_answer</c>, …</param>
/// <param name="BookUsd">By our price book; <see langword="null"/> is unknown.</param>
/// <param name="ReportedUsd">The client's own figure; <see langword="null"/> while it was not told.</param>
/// <param name="CountedUsd">What reports and budgets count.</param>
internal sealed record PricedRequest(string Model, string Tokens, string Status, decimal? BookUsd, decimal? ReportedUsd, decimal? CountedUsd)
{
    private const string Query = """
        SELECT model, concat(toString(input_tokens), ' ', toString(output_tokens), ' ', toString(cache_read_tokens), ' ', toString(cache_write_5m_tokens), ' ', toString(cache_write_1h_tokens)) AS tokens,
            cost_status, toString(computed_cost_usd) AS book, toString(reported_cost_usd) AS reported, toString(cost_usd) AS counted
        FROM otel.requests WHERE session_id = {session:String} ORDER BY time, request_key
        """;

    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>A session's requests in their order, once the store is up, there are so many and the client's figure of each is there.</summary>
    public static async Task<IReadOnlyList<PricedRequest>> ArrivedAsync(CoxProcess cox, string sessionId, int requests, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var said = "";
        while (TimeProvider.System.GetElapsedTime(start) < ArrivalLimit)
        {
            var result = await cox.RunAsync(cancellationToken, "sql", Query, "--param", "session=" + sessionId, "--json");
            said = result.Output + result.Errors;
            List<PricedRequest> stored = result.ExitCode == 0 ? [.. result.Json().GetProperty("data").EnumerateArray().Select(Of)] : [];
            if (stored.Count >= requests && stored.TrueForAll(static one => one.ReportedUsd is not null))
            {
                return stored;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException($"Session {sessionId} did not arrive.\n{said}\n{cox.Daemon.Errors}");
    }

    private static PricedRequest Of(JsonElement row) => new(
        row.GetProperty("model").GetString()!, row.GetProperty("tokens").GetString()!, row.GetProperty("cost_status").GetString()!,
        Usd(row.GetProperty("book")), Usd(row.GetProperty("reported")), Usd(row.GetProperty("counted")));

    private static decimal? Usd(JsonElement text) => text.GetString() is { } known ? decimal.Parse(known, CultureInfo.InvariantCulture) : null;
}
