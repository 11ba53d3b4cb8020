using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>Runs a policy over a history, conversation by conversation. Requests outside the window or the folder are as they were and in no sum, but fill the caches.</summary>
/// <param name="told">Is given each request that counts, and what became of it.</param>
internal sealed class ReplayRun(ReplayModels models, IReplayPolicy policy, UsageFilter filter, Action<ReplayRequest, ReplayedRequest>? told = null)
{
    private readonly ReplayTally _totals = new();
    private readonly Dictionary<string, (string Project, ReplayTally Tally)> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Looks, string From, string To), (HashSet<ReplayTask> Tasks, ReplayTally Tally)> _routes = [];
    private int _tasks;
    private int _tasksWithWords;
    private decimal _modelled;
    private decimal _modelledActual;

    public ReplayResult Read(ReplayHistory history)
    {
        foreach (var conversation in new ReplayTasks(models.Prior).Of(history))
        {
            Read(conversation);
        }

        foreach (var request in history.Requests.Where(request => !ReplayTasks.IsRouted(request) && IsCounted(request)))
        {
            var same = new ReplayedRequest(request.Call.ModelId, request.CostUsd, false);
            Count(request, null, "client", same, same, same);
        }

        return new ReplayResult(
            _totals.Figures(),
            _tasks,
            _tasksWithWords,
            _modelled,
            _modelledActual,
            [
                .. _sessions.Select(static entry => new ReplaySessionRow(entry.Key, entry.Value.Project, entry.Value.Tally.Figures()))
                    .OrderByDescending(static row => Math.Abs(row.Figures.SavedUsd ?? 0)).ThenBy(static row => row.SessionId, StringComparer.Ordinal),
            ],
            [
                .. _routes.Select(static entry => new ReplayRouteRow(entry.Key.Looks, entry.Key.From, entry.Key.To, entry.Value.Tasks.Count, entry.Value.Tally.Figures()))
                    .OrderByDescending(static row => row.Figures.ActualUsd ?? 0).ThenBy(static row => row.Looks, StringComparer.Ordinal).ThenBy(static row => row.From, StringComparer.Ordinal),
            ]);
    }

    private void Read(ReplayConversation conversation)
    {
        ReplayLane[] lanes = [new(models, ReplayAssumptions.Likely), new(models, ReplayAssumptions.Low), new(models, ReplayAssumptions.High)];
        var past = new List<SessionRequest>();
        var spans = new List<TimeSpan>();
        ReplayTask? before = null;
        string? answered = null;
        foreach (var task in conversation.Tasks)
        {
            var first = task.Requests[0];
            if (before is not null)
            {
                spans.Add(first.Call.UsedAt - before.Requests[0].Call.UsedAt);
            }

            string? wanted = null;
            if (IsCounted(first))
            {
                _tasks++;
                _tasksWithWords += task.Features.Terms is null ? 0 : 1;
                wanted = Choose(conversation, task, lanes[0], past, spans, answered);
            }

            answered = Answer(conversation, task, wanted, lanes, past);
            before = task;
        }
    }

    private string? Choose(ReplayConversation conversation, ReplayTask task, ReplayLane lane, List<SessionRequest> past, List<TimeSpan> spans, string? answered)
    {
        var call = task.Requests[0].Call;
        return call.Usage is not { } usage ? null : policy.Choose(new ReplayMoment
        {
            At = call.UsedAt,
            IsSubagent = conversation.IsSubagent,
            ModelId = call.ModelId,
            Before = answered,
            Task = task.Features,
            PromptTokens = usage.PromptTokens,
            Caches = lane.Caches,
            Lifetime = lane.Lifetime,
            Moment = SwitchMoments.At(past.Count, conversation.IsSubagent, IsCompacted(conversation, past, call.UsedAt), past.Count > 0 ? call.UsedAt - past[^1].At : TimeSpan.Zero, lane.Lifetime),
            Past = past,
            Spans = spans,
        });
    }

    /// <returns>The model of the last request.</returns>
    private string Answer(ReplayConversation conversation, ReplayTask task, string? wanted, ReplayLane[] lanes, List<SessionRequest> past)
    {
        var looks = models.Prior.Difficulty.Of(task.Features).Likeliest.ToString().ToLowerInvariant();
        var last = "";
        foreach (var request in task.Requests)
        {
            var call = request.Call;
            if (IsCompacted(conversation, past, call.UsedAt))
            {
                Array.ForEach(lanes, static lane => lane.Compact());
            }

            var isCounted = IsCounted(request);
            var modelled = lanes[0].ModelledUsd;
            var answers = Array.ConvertAll(lanes, lane => lane.Answer(request, isCounted ? wanted : null, task.Features));
            last = answers[0].ModelId;
            if (call.Usage is { } usage)
            {
                past.Add(new SessionRequest(call.UsedAt, call.ModelId, usage));
            }

            if (isCounted)
            {
                _modelled += lanes[0].ModelledUsd - modelled;
                _modelledActual += call.Usage is null ? 0 : request.CostUsd ?? 0;
                Count(request, task, looks, answers[0], answers[1], answers[2]);
            }
        }

        return last;
    }

    private static bool IsCompacted(ReplayConversation conversation, List<SessionRequest> past, DateTimeOffset at)
        => past.Count > 0 && conversation.Compactions.Any(time => time > past[^1].At && time <= at);

    private bool IsCounted(ReplayRequest request) => !(request.Call.Time < filter.Since) && !(request.Call.Time >= filter.Until) && FolderPath.IsIn(request.Call.Project, filter.Project);

    private void Count(ReplayRequest request, ReplayTask? task, string looks, ReplayedRequest likely, ReplayedRequest low, ReplayedRequest high)
    {
        var call = request.Call;
        var session = _sessions.TryGetValue(call.SessionId, out var known) ? known.Tally : new ReplayTally();
        _sessions[call.SessionId] = (call.Project.Length > 0 ? call.Project : known.Project ?? "", session);
        told?.Invoke(request, likely);
        var key = (looks, call.ModelId, likely.ModelId);
        if (!_routes.TryGetValue(key, out var route))
        {
            _routes[key] = route = (new HashSet<ReplayTask>(ReferenceEqualityComparer.Instance), new ReplayTally());
        }

        if (task is not null)
        {
            route.Tasks.Add(task);
        }

        foreach (var tally in new[] { _totals, session, route.Tally })
        {
            tally.Add(request, likely, low, high);
        }
    }
}
