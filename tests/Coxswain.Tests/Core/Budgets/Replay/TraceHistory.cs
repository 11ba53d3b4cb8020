using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage.Caching;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Core.Budgets.Replay;

/// <summary>A made-up history as the store would tell it: without any label. What was paid is by the trace's own prices.</summary>
internal static class TraceHistory
{
    public static ReplayHistory Of(Trace trace) => new(
        [.. trace.Sessions.SelectMany(Requests)], [.. trace.Sessions.SelectMany(Hints)], [.. trace.Sessions.SelectMany(Compactions)], IsCut: false);

    private static IEnumerable<ReplayRequest> Requests(TraceSession session) => session.Requests.Select(request => new ReplayRequest(
        new CachedRequest(
            session.SessionId, request.Agent?.AgentId ?? "", request.QueryClass, session.Project.Folder, request.At, request.At - request.Duration, ModelId.Normalise(request.Model),
            new TokenUsage(
                request.Usage.Input, request.Usage.Output, request.Usage.CacheRead, request.Usage.CacheWrite5m, request.Usage.CacheWrite1h, request.Usage.WebSearches, "", "standard", ""))
        {
            Key = request.RequestId,
            PromptId = request.PromptId,
        },
        request.CostUsd));

    private static IEnumerable<ReplayHint> Hints(TraceSession session)
    {
        var tools = session.Tools.Where(static tool => tool.Agent is null).ToLookup(static tool => tool.PromptId, static tool => tool.Name, StringComparer.Ordinal);
        return session.Steps.OfType<TracePrompt>().Select(prompt => new ReplayHint(session.SessionId, "", prompt.PromptId, TaskWords.Of(prompt.Text), [.. tools[prompt.PromptId].Distinct()]))
            .Concat(session.Tools.Select(static tool => tool.Started).OfType<TraceAgent>().Select(agent => new ReplayHint(session.SessionId, agent.AgentId, "", TaskWords.Of(agent.Description), [])));
    }

    private static IEnumerable<CacheCompaction> Compactions(TraceSession session) => session.Steps.OfType<TraceCompaction>().Select(done => new CacheCompaction(session.SessionId, "", done.At));
}
