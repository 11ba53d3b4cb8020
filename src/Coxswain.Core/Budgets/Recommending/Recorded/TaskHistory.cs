namespace Coxswain.Core.Budgets.Recommending.Recorded;

/// <summary>Recorded tasks as past tasks with their outcomes, and how many were told by what.</summary>
/// <param name="Mixed">Left out: more than one model did them.</param>
/// <param name="Open">Left out: they may not be over yet.</param>
/// <param name="WithWords">Tasks whose words are known.</param>
/// <param name="Signs">Of the tasks whose outcome is told, how many have each sign; a task may have more than one.</param>
public sealed record TaskHistory(IReadOnlyList<PastTask> Tasks, DateTimeOffset? From, DateTimeOffset? Until, int Mixed, int Open, int WithWords, IReadOnlyList<SignCount> Signs)
{
    /// <summary>Of a task's requests, below which nobody can say which model did it.</summary>
    private const double LeastShare = 0.8;

    /// <summary>The newest task of a session may go on so long after its last sign of life.</summary>
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(30);

    /// <summary>A prompt that comes later is about something else.</summary>
    private static readonly TimeSpan CorrectionWithin = TimeSpan.FromHours(1);

    /// <param name="recorded">By session, in order of time within it.</param>
    public static TaskHistory Of(IReadOnlyList<RecordedTask> recorded, TaskPrior prior, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(prior);
        var told = new List<(RecordedTask Task, TaskSigns Signs)>();
        var (mixed, open) = (0, 0);
        foreach (var session in recorded.GroupBy(static task => task.SessionId, StringComparer.Ordinal).Select(static group => group.ToList()))
        {
            var undone = TakenBackLater(session);
            for (var i = 0; i < session.Count; i++)
            {
                var next = i + 1 < session.Count ? session[i + 1] : null;
                if (next is null && now - session[i].Ended < OpenFor)
                {
                    open++;
                }
                else if (session[i].ModelShare < LeastShare)
                {
                    mixed++;
                }
                else
                {
                    told.Add((session[i], SignsOf(session[i], next, undone[i], prior)));
                }
            }
        }

        return new TaskHistory(
            [.. told.Select(one => new PastTask(one.Task.Features, one.Task.Model, one.Task.CostUsd, OutcomeLabel.Of(one.Signs, prior)) { Started = one.Task.Started, Took = one.Task.Asked is { } asked && asked <= one.Task.Ended ? one.Task.Ended - asked : null })],
            told.Count == 0 ? null : told.Min(static one => one.Task.Started),
            told.Count == 0 ? null : told.Max(static one => one.Task.Ended),
            mixed,
            open,
            told.Count(static one => one.Task.Features.Terms is { Count: > 0 }),
            SignCount.Of([.. told.Select(static one => one.Signs)]));
    }

    private static TaskSigns SignsOf(RecordedTask task, RecordedTask? next, int undoneLater, TaskPrior prior)
    {
        if (task.Trail is not { } trail)
        {
            return new TaskSigns { Retries = task.RepeatedRequests };
        }

        var isInterrupted = task.IsInterrupted || trail.IsAborted;
        var wasWatched = trail.Calls > 0 || task.Features.Terms is { Count: > 0 };
        var isCorrected = next?.Features.Terms is { } terms && next.Started - task.Ended <= CorrectionWithin && prior.Corrections.Any(terms.Contains);
        return new TaskSigns
        {
            ToolCalls = trail.Calls,
            ToolFailures = trail.Calls > 0 ? trail.Failures : null,
            Retries = (task.RepeatedRequests ?? 0) + trail.Repeats,
            RevertedEdits = (trail.Calls > 0 && trail.KnowsEdits) || trail.Undone + undoneLater > 0 ? trail.Undone + undoneLater : null,
            UserCorrections = wasWatched || isInterrupted || isCorrected ? trail.Rejections + (isInterrupted ? 1 : 0) + (isCorrected ? 1 : 0) : null,
            Abandoned = next is null && (isInterrupted || task.EndedInError) ? true : wasWatched ? false : null,
        };
    }

    /// <summary>How many edits of each task a later task of the session took back.</summary>
    private static int[] TakenBackLater(List<RecordedTask> session)
    {
        var undone = new int[session.Count];
        var standing = new Dictionary<EditTrace, List<int>>();
        for (var i = 0; i < session.Count; i++)
        {
            foreach (var edit in session[i].Trail?.Edits ?? [])
            {
                if (standing.TryGetValue(new EditTrace(edit.File, edit.After, edit.Before), out var makers) && makers.Count > 0 && edit.Before != edit.After)
                {
                    undone[makers[^1]] += makers[^1] == i ? 0 : 1;
                    makers.RemoveAt(makers.Count - 1);
                    continue;
                }

                (standing.TryGetValue(edit, out var known) ? known : standing[edit] = []).Add(i);
            }
        }

        return undone;
    }
}
