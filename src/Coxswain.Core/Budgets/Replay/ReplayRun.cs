using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>Runs a policy over a history, conversation by conversation. Requests outside the window or the folder are as they were and in no sum, but fill the caches.</summary>
/// <param name="told">Is given each request that counts, and what became of it.</param>
internal sealed class ReplayRun(ReplayModels models, IReplayPolicy policy, UsageFilter filter, Action<ReplayRequest, ReplayedRequest>? told = null)
{
    private static readonly ReplayAssumptions[] Assumed = [ReplayAssumptions.Likely, ReplayAssumptions.Low, ReplayAssumptions.High];

    private readonly ReplayTally _totals = new();
    private readonly Dictionary<string, (string Project, ReplayTally Tally)> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Looks, string From, string To), (HashSet<ReplayTask> Tasks, ReplayTally Tally)> _routes = [];
    private int _tasks;
    private int _tasksWithWords;
    private decimal _modelled;
    private decimal _modelledActual;

    public ReplayResult Read(ReplayHistory history)
    {
        var conversations = new ReplayTasks(models.Prior).Of(history);
        var advice = ReplayAdvice.Of(models, conversations);
        foreach (var conversation in conversations)
        {
            Read(conversation, advice);
        }

        foreach (var request in history.Requests.Where(request => !ReplayTasks.IsRouted(request) && IsCounted(request)))
        {
            var wanted = policy.ChooseForClient(request.Call);
            var answers = Array.ConvertAll(Assumed, assumed => new ReplayLane(models, assumed).AnswerAlone(request, wanted));
            Count(request, null, "client", answers[0], answers[1], answers[2]);
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

    private void Read(ReplayConversation conversation, ReplayAdvice advice)
    {
        var lanes = Array.ConvertAll(Assumed, assumed => new ReplayLane(models, assumed));
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
                wanted = MomentOf(conversation, task, lanes[0], past, advice) is { } moment ? policy.Choose(moment with { Before = answered, Spans = spans }) : null;
            }

            answered = Answer(conversation, task, wanted, lanes, past);
            before = task;
        }
    }

    /// <returns><see langword="null"/>: how large the prompt was is not known.</returns>
    private static ReplayMoment? MomentOf(ReplayConversation conversation, ReplayTask task, ReplayLane lane, List<SessionRequest> past, ReplayAdvice advice)
    {
        var call = task.Requests[0].Call;
        return call.Usage is not { } usage ? null : new ReplayMoment
        {
            At = call.UsedAt,
            IsSubagent = conversation.IsSubagent,
            ModelId = call.ModelId,
            Before = null,
            Task = task.Features,
            GoesOnWith = task.GoesOnWith,
            PromptTokens = usage.PromptTokens,
            Caches = lane.Caches,
            Lifetime = lane.Lifetime,
            Moment = SwitchMoments.At(past.Count, conversation.IsSubagent, IsCompacted(conversation, past, call.UsedAt), past.Count > 0 ? call.UsedAt - past[^1].At : TimeSpan.Zero, lane.Lifetime),
            Past = past,
            Spans = [],
            Advice = advice,
        };
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
