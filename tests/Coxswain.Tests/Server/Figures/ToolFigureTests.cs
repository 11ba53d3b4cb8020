using System.Text;
using Coxswain.Core.Kernel;
using Coxswain.Core.Tools;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: tools and their sequences against the generator's own list.</summary>
[Collection(nameof(GeneratedFigures))]
public sealed class ToolFigureTests(GeneratedHistory history)
{
    private sealed record Run(string Session, int Calls, decimal Cost, double Seconds, bool HasEdit, bool Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("?model=claude-haiku-5-5")]
    [InlineData("?project=/home/dev/billing-service")]
    [InlineData("?since=2026-10-12&until=2026-10-16")]
    public async Task Every_tool_is_the_generators(string query)
    {
        var report = await history.AskAsync<ToolReport>("/api/tools" + query);
        var calls = Calls(query);

        Assert.True(calls.Count > 20, $"{calls.Count} calls are too few to tell.");
        Assert.Equal(calls.Select(static one => one.Tool.Name).Distinct().Order(StringComparer.Ordinal), report.Tools.Select(static tool => tool.Tool).Order(StringComparer.Ordinal));
        foreach (var tool in report.Tools)
        {
            var own = calls.Where(one => one.Tool.Name == tool.Tool).ToList();
            var times = own.Select(static one => (long)one.Tool.Duration.TotalMilliseconds).Order().ToList();
            var sized = own.Where(one => one.Tool.Succeeded || history.IsInTranscripts(one.Session)).ToList();
            Assert.Equal(
                new ToolUse(
                    tool.Tool, own.Count, own.Select(static one => one.Session).Distinct().Count(), own.Count(static one => !one.Tool.Succeeded), 0, 0, own.Count, times[times.Count / 2], times[(int)(times.Count * 0.95)],
                    sized.Count, sized.Count == 0 ? null : sized.Sum(static one => (long)Encoding.UTF8.GetByteCount(one.Tool.Result)), own.Max(static one => one.Tool.At - one.Tool.Duration)),
                tool);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?project=/home/dev/billing-service")]
    public async Task Every_sequence_is_the_generators(string query)
    {
        var report = await history.AskAsync<ToolSequenceReport>("/api/tools/sequences" + query);
        var turns = Turns(query);
        var runs = new Dictionary<string, List<Run>>(StringComparer.Ordinal);
        foreach (var turn in turns)
        {
            var starts = Enumerable.Range(0, turn.Count).Where(i => i == 0 || turn[i].Tool.Name != turn[i - 1].Tool.Name).Append(turn.Count).ToList();
            for (var length = 3; length <= 6; length++)
            {
                for (var first = 0; first + length < starts.Count; first++)
                {
                    var steps = string.Join('>', Enumerable.Range(first, length).Select(i => turn[starts[i]].Tool.Name));
                    (runs.TryGetValue(steps, out var known) ? known : runs[steps] = []).Add(Of(turn, starts[first], starts[first + length] - 1));
                }
            }
        }

        // One that occurs in no other place than within a longer one of the list is not told.
        var often = runs.Where(static one => one.Value.Count >= 3).ToDictionary();
        var told = often.Where(one => !often.Any(longer => longer.Value.Count == one.Value.Count && longer.Key.Length > one.Key.Length
                && longer.Key.Split('>').Length == one.Key.Split('>').Length + 1
                && (longer.Key.StartsWith(one.Key + ">", StringComparison.Ordinal) || longer.Key.EndsWith(">" + one.Key, StringComparison.Ordinal))))
            .OrderByDescending(static one => one.Value.Select(static run => run.Session).Distinct().Count()).ThenByDescending(static one => one.Value.Count).ThenByDescending(static one => one.Key.Split('>').Length)
            .ThenBy(static one => one.Key.Replace('>', '\n'), StringComparer.Ordinal).Take(25).ToList();

        Assert.True(told.Count >= 10, $"{told.Count} sequences are too few to tell.");
        Assert.Equal((turns.Sum(static turn => turn.Count), turns.Count), (report.Calls, report.Turns));
        Assert.Equal(told.Select(static one => one.Key), report.Sequences.Select(static one => string.Join('>', one.Steps)));
        foreach (var (sequence, own) in report.Sequences.Zip(told.Select(static one => one.Value)))
        {
            Same(own, sequence.Figures);
        }
    }

    [Fact]
    public async Task Every_way_is_the_generators_and_those_told_as_better_are()
    {
        var report = await history.AskAsync<ToolSequenceReport>("/api/tools/sequences");
        var ways = new Dictionary<string, List<Run>>(StringComparer.Ordinal);
        foreach (var turn in Turns(""))
        {
            var from = 0;
            for (var i = 0; i < turn.Count; i++)
            {
                var isLast = i == turn.Count - 1;
                if (isLast || (IsEdit(turn[i].Tool) && turn[i + 1].Tool.Name != turn[i].Tool.Name))
                {
                    var part = turn.Skip(from).Take(i - from + 1).Select(static one => one.Tool.Name).ToList();
                    var steps = string.Join('>', part.Where((name, at) => at == 0 || part[at - 1] != name));
                    var key = (IsEdit(turn[i].Tool) ? "edit:" : "answer:") + steps;
                    (ways.TryGetValue(key, out var known) ? known : ways[key] = []).Add(Of(turn, from, i));
                    from = i + 1;
                }
            }
        }

        var often = ways.Where(static one => one.Value.Count >= 3).OrderByDescending(static one => one.Value.Count)
            .ThenBy(static one => one.Key.Split(':')[0], StringComparer.Ordinal).ThenBy(static one => one.Key.Split(':')[1].Replace('>', '\n'), StringComparer.Ordinal).ToList();

        Assert.Equal(often.Take(25).Select(static one => one.Key), report.Ways.Select(Key));
        foreach (var way in report.Ways)
        {
            Same(ways[Key(way)], way.Figures);
        }

        var kinds = often.Where(static one => one.Value.Count >= 8).GroupBy(static one => one.Key.Split('>')[0]).ToList();
        Assert.Equal(kinds.Sum(static kind => kind.Count() * (kind.Count() - 1) / 2), report.ComparedPairs);
        Assert.All(report.Better, better =>
        {
            var (shorter, longer) = (ways[Key(better.Better)], ways[Key(better.Way)]);
            Assert.Equal(shorter.Average(static run => run.Calls) - longer.Average(static run => run.Calls), better.Calls?.Difference ?? 0, 1e-9);
            Assert.Equal((double)(shorter.Average(static run => run.Cost) - longer.Average(static run => run.Cost)), better.CostUsd?.Difference ?? 0, 1e-9);
            Assert.True(Rate(shorter) >= Rate(longer));
        });
    }

    private static string Key(ToolWay way) => way.Goal + ":" + string.Join('>', way.Steps);

    private static double Rate(List<Run> runs) => (double)runs.Count(static run => run.Succeeded) / runs.Count;

    private static bool IsEdit(TraceToolCall tool) => tool.Name is "Edit" or "Write";

    private static void Same(List<Run> own, RunFigures told)
    {
        Assert.Equal((own.Count, own.Select(static run => run.Session).Distinct().Count(), own.Count(static run => run.HasEdit)), (told.Runs, told.Sessions, told.LedToEdit));
        Assert.Equal((own.Count(static run => run.Succeeded), own.Count), (told.Success.Count, told.Success.Of));
        Assert.InRange(told.TotalCostUsd ?? -1, own.Sum(static run => run.Cost) - 1e-9m, own.Sum(static run => run.Cost) + 1e-9m);
        Mean([.. own.Select(static run => (double)run.Calls)], told.Calls);
        Mean([.. own.Select(static run => (double)run.Cost)], told.CostUsd);
        Mean([.. own.Select(static run => run.Seconds)], told.Seconds);
        var (low, high) = OwnMath.Wilson(own.Count(static run => run.Succeeded), own.Count);
        Assert.Equal(low, told.Success.Low ?? -1, 1e-9);
        Assert.Equal(high, told.Success.High ?? -1, 1e-9);
    }

    private static void Mean(List<double> own, MeanEstimate told)
    {
        Assert.Equal(own.Count, told.N);
        Assert.Equal(own.Average(), told.Mean ?? -1, 1e-9);
        var half = OwnMath.Half(own);
        Assert.InRange(((told.High ?? -1) - (told.Low ?? 1)) / 2, (half * 0.99) - 1e-12, (half * 1.01) + 1e-12);
    }

    private static Run Of(List<(TraceSession Session, TraceToolCall Tool)> turn, int first, int last)
    {
        var calls = turn.Skip(first).Take(last - first + 1).Select(static one => one.Tool).ToList();
        var asked = calls.Select(static call => call.RequestId).ToHashSet(StringComparer.Ordinal);
        var edit = turn.Skip(first).Select(static one => one.Tool).FirstOrDefault(IsEdit);
        return new Run(
            turn[0].Session.SessionId,
            calls.Count,
            turn[0].Session.Requests.Where(request => asked.Contains(request.RequestId)).Sum(static request => request.CostUsd),
            (calls.Max(static call => call.At) - calls[0].At + calls[0].Duration).TotalSeconds,
            edit is not null,
            edit?.Succeeded ?? calls.TrueForAll(static call => call.Succeeded));
    }

    private List<List<(TraceSession Session, TraceToolCall Tool)>> Turns(string query) =>
    [
        .. Calls(query).GroupBy(static one => (one.Session.SessionId, one.Tool.PromptId, one.Tool.Agent?.AgentId))
            .Select(static group => group.OrderBy(static one => one.Tool.At - one.Tool.Duration).ThenBy(static one => one.Tool.ToolUseId, StringComparer.Ordinal).ToList()),
    ];

    private List<(TraceSession Session, TraceToolCall Tool)> Calls(string query)
    {
        var all = history.Trace.Sessions.SelectMany(static session => session.Tools.Select(tool => (Session: session, Tool: tool)));
        return [.. query switch
        {
            "?model=claude-haiku-5-5" => all.Where(static one => one.Session.Requests.Single(request => request.RequestId == one.Tool.RequestId).Model == "claude-haiku-5-5"),
            "?since=2026-10-12&until=2026-10-16" => all.Where(static one => (one.Tool.At - one.Tool.Duration).UtcDateTime.Date is { Month: 10, Day: >= 12 and <= 16 }),
            { Length: > 0 } => all.Where(one => "?project=" + history.Project(one.Session) == query),
            _ => all,
        }];
    }
}
