using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>What one model took and gave.</summary>
/// <param name="Usage">Of all its requests; <see langword="null"/>: none is in the window, only tasks that began in it.</param>
/// <param name="Speed"><see langword="null"/>: nobody told how long its requests took.</param>
/// <param name="Tasks">Of the main conversation that it alone did, or nearly.</param>
/// <param name="Alike"><see langword="null"/>: it is itself what the others are held against, or it did no task.</param>
public sealed record ModelEfficiency(string Model, UsageTotals? Usage, ModelSpeed? Speed, TaskFigures Tasks, LikeWithLike? Alike)
{
    /// <summary>Tokens read from the prompt cache, of all prompt tokens, 0 to 1; <see langword="null"/>: not known.</summary>
    public double? CacheShare => Usage is { InputTokens: { } input, CacheReadTokens: { } read } && input + read + (Usage.CacheWrite5mTokens ?? 0) + (Usage.CacheWrite1hTokens ?? 0) is > 0 and var prompt
        ? (double)read / prompt
        : null;
}
