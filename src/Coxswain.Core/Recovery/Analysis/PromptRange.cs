namespace Coxswain.Core.Recovery.Analysis;

/// <summary>A range of prompt sizes in tokens, half-open.</summary>
/// <param name="To"><see langword="null"/>: no end.</param>
public sealed record PromptRange(long From, long? To)
{
    private static readonly long[] Borders = [0, 4_000, 20_000, 50_000, 100_000, 200_000, 500_000];

    public static PromptRange Of(long promptTokens)
    {
        var place = Math.Max(0, Array.FindLastIndex(Borders, border => border <= promptTokens));
        return new PromptRange(Borders[place], place + 1 < Borders.Length ? Borders[place + 1] : null);
    }
}
