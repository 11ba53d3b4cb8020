namespace Coxswain.Testing.Traces.Drafting;

/// <summary>Third pass: when everything happened. The user's waits take what the work leaves of the session's length.</summary>
internal static class TimePass
{
    private const double LargestWorkShare = 0.9;

    public static void Run(SessionDraft session)
    {
        var work = Work(session);
        var longest = session.Length.TotalMilliseconds * LargestWorkShare;
        if (work > longest)
        {
            Shrink(session, longest / work);
            work = Work(session);
        }

        var waits = session.Turns.Skip(1).Sum(turn => turn.GapWeight);
        var spare = Math.Max(0, session.Length.TotalMilliseconds - work);
        var now = session.Start;
        foreach (var turn in session.Turns)
        {
            if (turn != session.Turns[0])
            {
                now = now.AddMilliseconds(Math.Floor(spare * turn.GapWeight / waits));
            }

            now = Place(turn, now);
        }

        session.End = now;
    }

    private static DateTimeOffset Place(TurnDraft turn, DateTimeOffset now)
    {
        if (turn.Compaction is { } compaction)
        {
            now = compaction.At = now.AddMilliseconds(compaction.DurationMs);
        }

        turn.At = now;
        if (turn.Title is { } title)
        {
            title.At = now.AddMilliseconds(title.DurationMs);
        }

        now = Place(turn.Calls, now);
        if (turn.Title is { } parallel && parallel.At > now)
        {
            now = parallel.At;
        }

        if (turn.Failure is { } failure)
        {
            now = failure.At = now.AddMilliseconds(failure.RetryingMs);
        }

        return now;
    }

    private static DateTimeOffset Place(List<CallDraft> calls, DateTimeOffset now)
    {
        foreach (var call in calls)
        {
            now = call.At = now.AddMilliseconds(call.DurationMs);
            foreach (var tool in call.Tools)
            {
                if (tool.Agent is { } agent)
                {
                    agent.StartedAt = now;
                    now = agent.EndedAt = Place(agent.Calls, now);
                }

                now = tool.At = now.AddMilliseconds(tool.DurationMs);
            }
        }

        return now;
    }

    private static double Work(SessionDraft session)
    {
        var end = session.Start;
        foreach (var turn in session.Turns)
        {
            end = Place(turn, end);
        }

        return (end - session.Start).TotalMilliseconds;
    }

    private static void Shrink(SessionDraft session, double factor)
    {
        foreach (var call in session.AllCalls)
        {
            call.DurationMs = Math.Max(1, (int)(call.DurationMs * factor));
            call.Tools.ForEach(tool => tool.DurationMs = Math.Max(1, (int)(tool.DurationMs * factor)));
        }

        foreach (var failure in session.Turns.Select(turn => turn.Failure).OfType<FailureDraft>())
        {
            failure.RetryingMs = Math.Max(1, (int)(failure.RetryingMs * factor));
        }
    }
}
