namespace Coxswain.Testing.Traces.Drafting;

/// <summary>
/// Second pass: which model answers. Titles are Haiku's, then subagents, then turns session by session, until Haiku's share is met to the request.
/// </summary>
internal sealed class ModelPass(TraceOptions options, Draws draws)
{
    public void Run(IReadOnlyList<SessionDraft> sessions)
    {
        var left = (int)Math.Round(options.Requests * options.HaikuShare, MidpointRounding.AwayFromZero);
        foreach (var title in sessions.SelectMany(session => session.Turns).Select(turn => turn.Title).OfType<CallDraft>())
        {
            title.Model = options.HaikuModel;
            left--;
        }

        foreach (var (session, agent) in Shuffled(sessions.SelectMany(session => session.Turns.SelectMany(turn => turn.Agents).Select(agent => (session, agent)))))
        {
            var haiku = agent.Calls.Count <= left && !draws.Chance(0.25);
            agent.Calls.ForEach(call => call.Model = haiku ? options.HaikuModel : session.MainModel);
            left -= haiku ? agent.Calls.Count : 0;
        }

        foreach (var session in Shuffled(sessions))
        {
            foreach (var turn in session.Turns)
            {
                // Where the difficulty is told, a user chooses the small model for what looks easy.
                var taken = turn.Difficulty is null or TraceDifficulty.Routine && turn.MainCalls.Count() <= left ? turn.MainCalls.Count() : 0;
                turn.Model = taken > 0 ? options.HaikuModel : session.MainModel;
                left -= taken;
            }
        }

        Settle(sessions);
        Mark(sessions);
    }

    private static void Settle(IReadOnlyList<SessionDraft> sessions)
    {
        foreach (var turn in sessions.SelectMany(session => session.Turns))
        {
            foreach (var call in turn.AllCalls.Where(call => call.Model.Length == 0))
            {
                call.Model = turn.Model;
            }
        }
    }

    /// <summary>Picks the requests with something odd about them.</summary>
    private void Mark(IReadOnlyList<SessionDraft> sessions)
    {
        var main = Shuffled(sessions.SelectMany(session => session.Turns).SelectMany(turn => turn.Calls).Where(call => call.Model != options.HaikuModel));
        foreach (var call in main.Take(options.CutStreams))
        {
            call.CutOutput = draws.Between(1, 8);
        }

        foreach (var call in main.Skip(options.CutStreams).Take(options.SwitchedAnswers))
        {
            call.Switched = true;
        }

        foreach (var call in main.Skip(options.CutStreams + options.SwitchedAnswers).Take(options.WebSearches))
        {
            call.WebSearches = 1;
        }
    }

    private T[] Shuffled<T>(IEnumerable<T> items)
    {
        var array = items.ToArray();
        draws.Shuffle(array);
        return array;
    }
}
