using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.StatusLine;

/// <summary>How long the daemon takes to answer a status line, from call to answer, with budgets to tell of.</summary>
internal static class AnswerBench
{
    private const int Samples = 200;
    private const double MostMilliseconds = 25;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(StoreUnderTest store, int requests, CancellationToken cancellationToken)
    {
        await store.Cox.RunAsync(cancellationToken, "budget", "set", "day", "500");
        await store.Cox.RunAsync(cancellationToken, "budget", "set", "month", "5000");
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(store.Cox.Api) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(store));
        var session = $"session-{(requests / RequestFill.OfSession) - 1}";
        await TimeAsync(http, session, cancellationToken);

        // One telemetry row before each call, so that no remembered answer holds: as after each message of a session.
        var (known, changed) = (new List<double>(), new List<double>());
        var withBudget = 0;
        for (var i = 0; i < Samples; i++)
        {
            await StoreRowAsync(store, http, cancellationToken);
            var (milliseconds, answer) = await TimeAsync(http, session, cancellationToken);
            changed.Add(milliseconds);
            withBudget += answer.GetProperty("budget").ValueKind == JsonValueKind.Object ? 1 : 0;
        }

        for (var i = 0; i < Samples; i++)
        {
            known.Add((await TimeAsync(http, session, cancellationToken)).Milliseconds);
        }

        var size = requests.ToString("N0", CultureInfo.InvariantCulture);
        return
        [
            Figure.Of($"answer, {size} requests, nothing stored since", "ms", known),
            Figure.Of($"answer, 95th percentile, {size} requests, nothing stored since", "ms", Statistics.Quantile(known, 0.95), Goal.Max(MostMilliseconds)),
            Figure.Of($"answer, {size} requests, a row stored before each", "ms", changed),
            Figure.Of($"answer, 95th percentile, {size} requests, a row stored before each", "ms", Statistics.Quantile(changed, 0.95), Goal.Max(MostMilliseconds)),
            Figure.Of($"answers with a budget, {size} requests", "%", withBudget * 100.0 / Samples),
        ];
    }

    private static string Token(StoreUnderTest store) => File.ReadAllText(Path.Combine(store.Cox.Environment["COX_HOME"], "data", "api-token")).Trim();

    private static async Task<(double Milliseconds, JsonElement Answer)> TimeAsync(HttpClient http, string session, CancellationToken cancellationToken)
    {
        using var content = Json($$"""{"session_id":"{{session}}","cwd":"/home/dev/shop"}""");
        var started = Stopwatch.GetTimestamp();
        using var response = await http.PostAsync(new Uri("/statusline", UriKind.Relative), content, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        response.EnsureSuccessStatusCode();
        return (taken, JsonSerializer.Deserialize<JsonElement>(body));
    }

    private static async Task StoreRowAsync(StoreUnderTest store, HttpClient http, CancellationToken cancellationToken)
    {
        using var row = Json("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"a row"}}]}]}]}""");
        using var sent = await http.PostAsync(new Uri(store.Cox.OtlpHttp + "/v1/logs"), row, cancellationToken);
        sent.EnsureSuccessStatusCode();

        // Waits until it is stored.
        using var asked = await http.GetAsync(new Uri("/api/budget-actions", UriKind.Relative), cancellationToken);
        asked.EnsureSuccessStatusCode();
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
