using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Something to do, with the numbers that say so.</summary>
/// <param name="Text">What to do.</param>
/// <param name="Evidence">The numbers it rests on.</param>
/// <param name="N">What was counted for it.</param>
/// <param name="Saving">What it saved or would have; <see langword="null"/>: that cannot be said in money.</param>
/// <param name="Command">What does it, or shows more, to be copied; <see langword="null"/>: nothing here does.</param>
public sealed record Advice(string Text, string Evidence, long N, Figure? Saving, string? Command)
{
    public static Advice Of(Suggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        return new Advice(suggestion.Text, suggestion.Evidence, suggestion.N, null, suggestion.Command);
    }
}
