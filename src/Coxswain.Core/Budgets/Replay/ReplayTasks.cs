using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>
/// Cuts a history into conversations and tasks: the requests of one prompt are a task, and so is a subagent. The client's own calls (titles, summaries) and requests of subagents nobody
/// names belong to none.
/// </summary>
internal sealed class ReplayTasks(TaskPrior prior)
{
    /// <summary>A prompt of so few words is about what the prompt before it was: "yes, do that", "commit this".</summary>
    private const int FewWords = 4;

    /// <returns>By their start.</returns>
    public IReadOnlyList<ReplayConversation> Of(ReplayHistory history)
    {
        var hints = history.Hints.ToLookup(static hint => (hint.SessionId, hint.AgentId, hint.PromptId));
        var compactions = history.Compactions.ToLookup(static done => (done.SessionId, done.AgentId), static done => done.Time);
        return
        [
            .. history.Requests.Where(static request => IsRouted(request)).GroupBy(static request => (request.Call.SessionId, request.Call.AgentId))
                .Select(group => new ReplayConversation(
                    group.Key.SessionId,
                    group.Key.AgentId.Length > 0,
                    Tasks([.. group.OrderBy(static request => request.Call.UsedAt).ThenBy(static request => request.Call.Key, StringComparer.Ordinal)], hints),
                    [.. compactions[group.Key].Order()]))
                .OrderBy(static conversation => conversation.Start).ThenBy(static conversation => conversation.SessionId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a policy may have another model answer it.</summary>
    public static bool IsRouted(ReplayRequest request) => request.Call.QueryClass == "main" || (request.Call.QueryClass == "subagent" && request.Call.AgentId.Length > 0);

    private List<ReplayTask> Tasks(IReadOnlyList<ReplayRequest> requests, ILookup<(string, string, string), ReplayHint> hints)
    {
        var tasks = new List<ReplayTask>();
        IReadOnlyList<uint> subject = [];
        IReadOnlyList<string>? toolsBefore = null;
        var thread = new List<TaskFeatures>();
        for (var start = 0; start < requests.Count;)
        {
            var first = requests[start].Call;
            var end = start + 1;
            while (end < requests.Count && (first.AgentId.Length > 0 || requests[end].Call.PromptId == first.PromptId))
            {
                end++;
            }

            var hint = hints[(first.SessionId, first.AgentId, first.AgentId.Length > 0 ? "" : first.PromptId)].FirstOrDefault();
            var known = new TaskFeatures { Terms = hint?.Terms, Tools = hint?.Terms is null ? toolsBefore : null, PromptTokens = hint?.Terms is null && start > 0 ? Context(requests[start - 1]) : null };
            IReadOnlyList<TaskFeatures> goesOnWith = [];
            var isPart = false;
            if (known.Terms is { } terms)
            {
                var isShort = terms.Count(static term => !TaskWords.IsPair(term)) <= FewWords;
                var isTelling = prior.Difficulty.SignalsOf(known).Count > 0;
                goesOnWith = isTelling ? [] : [.. thread];
                if (!isShort)
                {
                    thread.RemoveAll(_ => isTelling);
                    thread.Add(known);
                }

                isPart = isShort && !isTelling && subject.Count > 0;
                known = isPart ? known with { Terms = [.. terms.Union(subject).Order()] } : known;
                subject = isShort && subject.Count > 0 ? subject : terms;
            }

            tasks.Add(new ReplayTask(known, [.. requests.Skip(start).Take(end - start)]) { IsPart = isPart, GoesOnWith = goesOnWith });
            toolsBefore = hint?.Tools;
            start = end;
        }

        return tasks;
    }

    private static long? Context(ReplayRequest before) => before.Call.Usage is { } usage ? usage.PromptTokens + usage.OutputTokens : null;
}
