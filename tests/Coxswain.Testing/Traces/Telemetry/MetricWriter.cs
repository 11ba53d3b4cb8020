using Coxswain.Testing.Otlp;

namespace Coxswain.Testing.Traces.Telemetry;

/// <summary>One session's metrics as deltas per export interval.</summary>
internal sealed class MetricWriter(TraceSession session, TraceOptions options)
{
    /// <param name="steps">Those since the last export.</param>
    /// <param name="from">The last export.</param>
    public IReadOnlyList<OtlpSum> Write(IReadOnlyList<TraceStep> steps, DateTimeOffset from, DateTimeOffset to, bool first)
    {
        var requests = steps.OfType<TraceRequest>().ToList();
        var edits = steps.OfType<TraceToolCall>().Where(tool => tool.Name is "Edit" or "Write").ToList();
        var models = session.Requests.ToDictionary(request => request.RequestId, request => request.Model);
        var window = new Window(session, options, from, to);
        OtlpSum[] sums =
        [
            new("claude_code.session.count", "Count of CLI sessions started", "", first ? [window.Point(1, new OtlpPair("start_type", "fresh"))] : []),
            new("claude_code.lines_of_code.count", LinesDescription, "", [.. Lines(window, edits, models)]),
            new("claude_code.cost.usage", "Cost of the Claude Code session", "USD", [.. Costs(window, requests)]),
            new("claude_code.token.usage", "Number of tokens used", "tokens", [.. Tokens(window, requests)]),
            new("claude_code.code_edit_tool.decision", DecisionDescription, "", [.. Decisions(window, edits)]),
            new("claude_code.active_time.total", "Total active time in seconds", "s", [.. Active(window, steps)]),
        ];
        return [.. sums.Where(sum => sum.Points.Count > 0)];
    }

    private const string LinesDescription =
        "Count of lines of code modified, with the 'type' attribute indicating whether lines were added or removed and the 'model' attribute indicating which model made the change";

    private const string DecisionDescription =
        "Count of code editing tool permission decisions (accept/reject) for Edit, Write, and NotebookEdit tools";

    private static IEnumerable<OtlpPoint> Costs(Window window, List<TraceRequest> requests) =>
        requests.GroupBy(Key).Select(group => window.Point((double)group.Sum(request => request.ReportedCostUsd), Attributes(group.Key)));

    private static IEnumerable<OtlpPoint> Tokens(Window window, List<TraceRequest> requests)
    {
        foreach (var group in requests.GroupBy(Key))
        {
            var usage = group.Aggregate(default(TraceUsage), (sum, request) => sum + request.Usage);
            (string Type, long Value)[] kinds = [("input", usage.Input), ("output", usage.Output), ("cacheRead", usage.CacheRead), ("cacheCreation", usage.CacheWrite)];
            foreach (var (type, value) in kinds)
            {
                yield return window.Point(value, [.. Attributes(group.Key), new("type", type)]);
            }
        }
    }

    private static IEnumerable<OtlpPoint> Lines(Window window, List<TraceToolCall> edits, Dictionary<string, string> models)
    {
        foreach (var group in edits.Where(edit => edit.Succeeded).GroupBy(edit => models[edit.RequestId]))
        {
            yield return window.Point(group.Sum(edit => edit.LinesAdded), new("type", "added"), new("model", group.Key));
            yield return window.Point(group.Sum(edit => edit.LinesRemoved), new("type", "removed"), new("model", group.Key));
        }
    }

    private IEnumerable<OtlpPoint> Decisions(Window window, List<TraceToolCall> edits) => edits.GroupBy(edit => edit.Name).Select(group => window.Point(
        group.Count(), new("decision", "accept"), new("source", "config"), new("tool_name", group.Key), new("language", session.Project.Language)));

    private static IEnumerable<OtlpPoint> Active(Window window, IReadOnlyList<TraceStep> steps)
    {
        var seconds = steps.OfType<TraceRequest>().Where(request => request.Agent is null).Sum(request => request.Duration.TotalSeconds);
        return seconds > 0 ? [window.Point(seconds, new OtlpPair("type", "cli"))] : [];
    }

    private static (string Model, string Class, string Effort, string? Agent) Key(TraceRequest request) =>
        (request.RequestedModel, request.QueryClass, request.Effort, request.Agent?.Name);

    private static OtlpPair[] Attributes((string Model, string Class, string Effort, string? Agent) key)
    {
        OtlpPair[] agent = key.Agent is { } name ? [new("agent.name", name)] : [];
        return [new("model", key.Model), new("query_source", key.Class), new("effort", key.Effort), .. agent];
    }

    private sealed class Window(TraceSession session, TraceOptions options, DateTimeOffset from, DateTimeOffset to)
    {
        public OtlpPoint Point(double value, params OtlpPair[] own) => new(
            [.. StandardAttributes.Of(session, options), .. own], StandardAttributes.Nanoseconds(from), StandardAttributes.Nanoseconds(to), value);
    }
}
