namespace Coxswain.Core.Health.Measuring;

/// <summary>How many tokens in the window make the client compact by itself.</summary>
/// <param name="Tokens"><see langword="null"/>: not known.</param>
/// <param name="N">Compactions it was seen at; 0: the client's rule is taken.</param>
internal sealed record CompactionPoint(long? Tokens, string From, long N)
{
    public static CompactionPoint Of(HealthSubject subject)
    {
        var seen = subject.Window.Compactions.Where(static one => one is { Trigger: "auto", TokensBefore: > 0 }).ToArray();
        if (seen.Length > 0)
        {
            return new CompactionPoint(seen[^1].TokensBefore, "where this session was compacted automatically last", seen.Length);
        }

        if (subject.WindowTokens is not { } window)
        {
            return new CompactionPoint(null, subject.WindowFrom, 0);
        }

        var rules = subject.Rules;
        var reserve = Math.Min(subject.MostOutputTokens ?? rules.AnswerReserve, rules.AnswerReserve);
        return new CompactionPoint(
            Math.Max(0, window - reserve - rules.CompactBuffer),
            $"the client's rule read on {rules.CompactRuleRead:yyyy-MM-dd} (the window less {reserve:N0} for the answer and {rules.CompactBuffer:N0}; settings can lower it, which no transcript tells)",
            0);
    }
}
