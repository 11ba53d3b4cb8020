using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Usage;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Workloads;

namespace Coxswain.Tests.Core.Budgets.Replay;

/// <summary>A workload and what policies make of it.</summary>
public sealed class BaselineWorkload
{
    private readonly ReplayHistory _history;
    private readonly Dictionary<string, TraceDifficulty?> _labels;
    private readonly Dictionary<string, decimal> _costs;

    public BaselineWorkload()
        : this(Workload.Baseline(seed: 2026))
    {
    }

    internal BaselineWorkload(TraceOptions options)
    {
        Trace = TraceGenerator.Generate(options);
        _history = TraceHistory.Of(Trace);
        _labels = Trace.Sessions.SelectMany(static session => session.Steps.OfType<TracePrompt>().Select(static prompt => (prompt.PromptId, prompt.Difficulty))
            .Concat(session.Tools.Select(static tool => tool.Started).OfType<TraceAgent>().Select(static agent => (agent.AgentId, agent.Difficulty)))).ToDictionary(StringComparer.Ordinal);
        _costs = Trace.Sessions.ToDictionary(static session => session.SessionId, static session => session.CostUsd, StringComparer.Ordinal);
    }

    internal static ReplayModels Models { get; } = new(ModelCatalog.Shipped(), PriceBookLoader.Shipped(), TaskPrior.Shipped());

    internal Trace Trace { get; }

    internal decimal CostOf(string sessionId) => _costs[sessionId];

    internal ReplayResult Replay(IReplayPolicy policy, Action<ReplayRequest, ReplayedRequest>? told = null)
        => new ReplayRun(Models, policy, new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", ""), told).Read(_history);

    /// <summary>What a policy makes of it, and the models that answer by the label of the task.</summary>
    internal (ReplayResult Result, Dictionary<TraceDifficulty, List<string>> Routes) Measure(IReplayPolicy policy)
    {
        var routes = Enum.GetValues<TraceDifficulty>().ToDictionary(static difficulty => difficulty, static _ => new List<string>());
        var result = Replay(policy, (request, answer) =>
        {
            var key = request.Call.AgentId.Length > 0 ? request.Call.AgentId : request.Call.PromptId;
            if (request.Call.QueryClass != "auxiliary" && _labels[key] is { } difficulty)
            {
                routes[difficulty].Add(answer.ModelId);
            }
        });
        return (result, routes);
    }
}
