using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Coxswain.Testing;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client and every failure of the design's table, without and with the gateway; what its user sees is the table in <c>docs/recovery.md</c>.</summary>
public sealed class FailureTableTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int AtOnce = 6;
    private const string RowHeader = "x-row";
    private const string Begin = "<!-- failure table: made by FailureTableTests -->";
    private const string End = "<!-- end of the failure table -->";

    private static readonly TimeSpan RecordLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly ConcurrentDictionary<string, int> _steps = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_failure_ends_for_the_user_as_the_table_says()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.From(Next), new SimulatorOptions { Listener = _network.Listen(), IsNewAccount = false }, Cancelled);
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream.Address;
        cox.Environment["COX_GATEWAY_FIRST_CONTENT"] = "00:00:02";
        cox.Environment["COX_GATEWAY_STALL"] = "00:00:02";
        using var closed = _network.Run(static () => new ClosedPort());
        await using var before = new CoxProcess(_network, _folder.Combine("cox-before-nothing"));
        before.Environment["COX_GATEWAY_UPSTREAM"] = closed.Address;
        await Task.WhenAll(cox.UpAsync(Cancelled), before.UpAsync(Cancelled));

        using var places = new SemaphoreSlim(AtOnce);
        var runs = FailureRows.All.SelectMany(row => new[]
        {
            RunAsync(row, upstream, row.IsRefused ? closed.Address : upstream.Address, "direct", places),
            RunAsync(row, upstream, row.IsRefused ? before.Gateway : cox.Gateway, "through", places),
        });
        var seen = await Task.WhenAll(runs);
        var calls = await ClientCallsAsync(cox, seen.Where(static one => one.Way == "through").Sum(static one => one.Seen.UpstreamCalls));
        var refused = await ClientCallsAsync(before, attempts: 1);
        var lines = FailureRows.All.Select(row => (
            Row: row,
            Direct: seen.Where(one => one.Row == row && one.Way == "direct").Select(one => row.IsRefused ? one.Seen with { ClientCalls = null } : one.Seen).Single(),
            Through: seen.Where(one => one.Row == row && one.Way == "through").Select(one => one.Seen with { ClientCalls = (row.IsRefused ? refused : calls).GetValueOrDefault(one.Session) }).Single())).ToList();

        foreach (var (row, direct, through) in lines)
        {
            output.WriteLine($"{row.Name}: {direct.ToMeasures()}; with the gateway {through.ToMeasures()}");
        }

        await CompareAsync(Table(lines));
        Assert.All(lines.Where(static line => line.Row.Name.StartsWith("`prompt is too long`", StringComparison.Ordinal)), static line => Assert.True(line.Direct.IsCompacted && line.Through.IsCompacted));
        Assert.All(lines, static line => Assert.True(line.Through.IsAnswered || !line.Direct.IsAnswered, line.Row.Name));
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(FailureRow Row, string Way, string Session, SeenByUser Seen)> RunAsync(FailureRow row, SimulatedUpstream upstream, string address, string way, SemaphoreSlim places)
    {
        var session = Guid.NewGuid().ToString();
        await places.WaitAsync(Cancelled);
        try
        {
            var client = new ClaudeCode(_network, _folder.Combine(session)) { Limit = row.Limit };
            client.Variables["ANTHROPIC_CUSTOM_HEADERS"] = $"{RowHeader}: {FailureRows.All.TakeWhile(other => other != row).Count()} {session}";
            // An account of its own: what a session costs does not depend on what others left in the prompt cache.
            client.Variables["ANTHROPIC_API_KEY"] = "sk-ant-" + session;
            if (row.IsSlow)
            {
                client.Variables["API_TIMEOUT_MS"] = "8000";
            }

            var began = TimeProvider.System.GetTimestamp();
            ClaudeResult? result = null;
            try
            {
                result = await client.RunAsync(address, null, "what is this?", Cancelled, "--model", row.Model, "--session-id", session);
            }
            catch (TimeoutException)
            {
                // Still at it: that is what its user sees.
            }

            var took = TimeProvider.System.GetElapsedTime(began);
            var arrived = upstream.Calls.Count(call => call.Step is not null && call.Headers.GetValueOrDefault(RowHeader)?.EndsWith(session, StringComparison.Ordinal) == true);
            return (row, way, session, result is null ? SeenByUser.StillWaiting(arrived, took) : SeenByUser.Of(result, arrived, took));
        }
        finally
        {
            places.Release();
        }
    }

    private SimulatedStep Next(SimulatedRequest request)
    {
        var run = request.Headers[RowHeader];
        var steps = FailureRows.All[int.Parse(run.Split(' ')[0], CultureInfo.InvariantCulture)].Steps;
        return steps[Math.Min(_steps.AddOrUpdate(run, 1, static (_, made) => made + 1), steps.Count) - 1];
    }

    /// <summary>By session, what the gateway recorded; all is there once its attempts are as many as the upstream got.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> ClientCallsAsync(CoxProcess cox, int attempts)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await cox.RunAsync(Cancelled, "sql", "--format", "TSV", "SELECT session_id, count(), sum(attempts) FROM otel.gateway_calls FINAL GROUP BY 1");
            Assert.True(answer.ExitCode == 0, answer.Errors);
            var rows = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')).ToList();
            if (rows.Sum(static row => int.Parse(row[2], CultureInfo.InvariantCulture)) >= attempts)
            {
                return rows.ToDictionary(static row => row[0], static row => int.Parse(row[1], CultureInfo.InvariantCulture));
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < RecordLimit, $"{attempts} attempts are not recorded:\n{answer.Output}");
        }
    }

    private static string Table(IEnumerable<(FailureRow Row, SeenByUser Direct, SeenByUser Through)> lines)
    {
        var table = new StringBuilder()
            .Append("| the API fails | without: seen, exit code | calls | at the API | with: seen, exit code | calls | at the API |\n")
            .Append("|---|---|---:|---:|---|---:|---:|\n");
        foreach (var (row, direct, through) in lines)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {direct.ToCells()} | {through.ToCells()} |\n");
        }

        return table.ToString();
    }

    private static async Task CompareAsync(string table)
    {
        var page = RepositoryRoot.Combine("docs", "recovery.md");
        var kept = (await File.ReadAllTextAsync(page, Cancelled)).ReplaceLineEndings("\n");
        var (begin, end) = (kept.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length + 1, kept.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin > Begin.Length && end >= begin, "docs/recovery.md has no place for the table.");
        if (kept[begin..end] != table)
        {
            // Left where the change can be looked at and taken over: cp artifacts/recovery.md docs/
            Directory.CreateDirectory(RepositoryRoot.Combine("artifacts"));
            await File.WriteAllTextAsync(RepositoryRoot.Combine("artifacts", "recovery.md"), string.Concat(kept.AsSpan(0, begin), table, kept.AsSpan(end)), Cancelled);
        }

        Assert.True(kept[begin..end] == table, "What users see changed. Look at `diff docs/recovery.md artifacts/recovery.md`; a change meant is copied over.");
    }
}
