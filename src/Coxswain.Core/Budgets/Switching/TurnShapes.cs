namespace Coxswain.Core.Budgets.Switching;

/// <summary>Learns the shape of a session's turns from its requests so far.</summary>
public static class TurnShapes
{
    /// <param name="requests">Of one conversation, in order. With few of them the assumed shape counts too.</param>
    public static TurnShape Of(IReadOnlyList<SessionRequest> requests, CacheLifetime lifetime)
    {
        ArgumentNullException.ThrowIfNull(requests);
        double added = 0, output = 0, cold = 0;
        var steps = 0;
        for (var i = 0; i < requests.Count; i++)
        {
            output += requests[i].Usage.OutputTokens;
            if (i == 0)
            {
                continue;
            }

            steps++;
            cold += requests[i].At - requests[i - 1].At > lifetime.Length() ? 1 : 0;

            // A prompt that shrank was compacted: what came in cannot be told from it.
            added += Math.Max(0, requests[i].Usage.PromptTokens - requests[i - 1].Usage.PromptTokens - requests[i - 1].Usage.OutputTokens);
        }

        const double Prior = SwitchAssumptions.AssumedTurns;
        var share = ((SwitchAssumptions.ColdShare * SwitchAssumptions.BreakTurns) + cold) / (SwitchAssumptions.BreakTurns + steps);
        return new TurnShape(
            (long)Math.Round(((Prior * SwitchAssumptions.NewTokens) + added) / (Prior + steps)),
            (long)Math.Round(((Prior * SwitchAssumptions.OutputTokens) + output) / (Prior + requests.Count)),
            Spread(requests.Count),
            share,
            Math.Sqrt(share * (1 - share) / (SwitchAssumptions.BreakTurns + steps + 1)));
    }

    /// <summary>Falls with the root of the turns seen, but not below what later turns of a session differ from its earlier ones.</summary>
    private static double Spread(int seen)
        => Math.Max(SwitchAssumptions.LeastTurnSpread, SwitchAssumptions.TurnSpread * Math.Sqrt(SwitchAssumptions.AssumedTurns / (double)(SwitchAssumptions.AssumedTurns + seen)));
}
