using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Dashboard;

/// <summary>Many pages that follow the store while events come in: CPU of the daemon and its engine, and how long after a request its time is on the pages.</summary>
internal static class OpenPages
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <returns>Cores used on average; milliseconds from a request's time to each page that told of it.</returns>
    public static async Task<(double Cores, IReadOnlyList<double> LateMs)> MeasureAsync(StoreUnderTest store, HomePages pages, BenchOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var late = new ConcurrentBag<double>();
        var isMeasuring = false;
        var followed = Enumerable.Range(0, options.Dashboards).Select(_ => FollowAsync()).ToArray();
        var sending = SendAsync(store, options.Rate, stop.Token);

        // Until pages are open and what is cold is warm.
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, cancellationToken);
        Volatile.Write(ref isMeasuring, true);
        var (cpu, began) = (store.Meter.CpuSeconds(), Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds), TimeProvider.System, cancellationToken);
        var cores = (store.Meter.CpuSeconds() - cpu) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll([.. followed, sending]).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return late.IsEmpty ? throw new InvalidOperationException("No page told of a new request.") : (cores, [.. late]);

        async Task FollowAsync()
        {
            var newest = "";
            var isAlive = false;
            await pages.FollowAsync("/live", line =>
            {
                isAlive = line.StartsWith("event: ", StringComparison.Ordinal) ? line == "event: alive" : isAlive;
                if (isAlive && line.StartsWith("data: ", StringComparison.Ordinal) && line != newest)
                {
                    newest = line;
                    if (Volatile.Read(ref isMeasuring) && DateTimeOffset.TryParse(line.AsSpan(6), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
                    {
                        late.Add((TimeProvider.System.GetUtcNow() - at).TotalMilliseconds);
                    }
                }
            }, stop.Token);
        }
    }

    /// <summary>A request of a session that goes on.</summary>
    public static async Task SendOneAsync(StoreUnderTest store, int n, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var body = new StringContent(Body(n * 4, 1), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(store.Cox.OtlpHttp + "/v1/logs"), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A quarter of the events are requests, of ten sessions in turn.</summary>
    private static async Task SendAsync(StoreUnderTest store, int rate, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(Tick);
        var each = Math.Max(1, rate / 10);
        for (var n = 0; await timer.WaitForNextTickAsync(cancellationToken); n += each)
        {
            using var body = new StringContent(Body(n, each), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(store.Cox.OtlpHttp + "/v1/logs"), body, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static string Body(int first, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var records = Enumerable.Range(first, count).Select(n => Record(now, n));
        return JsonSerializer.Serialize(new
        {
            resourceLogs = new[] { new { resource = new { attributes = new[] { Attribute("service.name", "claude-code"), Attribute("service.version", "2.1.330") } }, scopeLogs = new[] { new { scope = new { name = "com.anthropic.claude_code.events" }, logRecords = records } } } },
        });
    }

    private static object Record(DateTimeOffset now, int n)
    {
        var name = n % 4 == 0 ? "api_request" : "tool_result";
        string[] attributes =
        [
            "event.name", name, "event.sequence", Text(n), "session.id", $"live-{n / 4 % 10}", "prompt.id", "p", "user.email", "dev@example.com",
            .. n % 4 == 0
                ? ["request_id", string.Create(CultureInfo.InvariantCulture, $"req_011C{now.ToUnixTimeMilliseconds():x11}{n:x8}"), "model", "claude-opus-5-5", "input_tokens", "100", "output_tokens", "200", "cache_read_tokens", "30000", "cache_creation_tokens", "500", "cost_usd", "0.02", "duration_ms", "2000", "query_source", "repl_main_thread"]
                : (string[])["tool_name", "Bash", "success", "true", "duration_ms", "10", "tool_use_id", "toolu_" + Text(n)],
        ];
        return new
        {
            timeUnixNano = Text(now.ToUnixTimeMilliseconds()) + "000000",
            body = new { stringValue = "claude_code." + name },
            attributes = attributes.Chunk(2).Select(static pair => Attribute(pair[0], pair[1])),
        };
    }

    private static object Attribute(string key, string value) => new { key, value = new { stringValue = value } };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
