using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>All that the figures of one session are made from.</summary>
/// <param name="WindowTokens">The window's size; <see langword="null"/>: not known.</param>
/// <param name="WindowFrom">What that rests on, or why it is not known.</param>
/// <param name="MostOutputTokens">Of the model; <see langword="null"/>: not known.</param>
/// <param name="Status">Told to the status line; <see langword="null"/>: nothing since the daemon started.</param>
public sealed record HealthSubject(
    ContextWindow Window, TokenRate Rate, HealthRules Rules, long? WindowTokens, string WindowFrom, long? MostOutputTokens, StatusLineContext? Status)
{
    /// <summary>Since the last compaction.</summary>
    public IReadOnlyList<ContextRequest> Requests { get; } = Window.CurrentRequests;

    /// <summary>Reckoned, of all blocks in the window.</summary>
    public double BlockTokens { get; } = Window.Blocks.Sum(Rate.Of);

    /// <summary>Used by the last request, and whether the status line told it later than the transcript. Right after a compaction it still tells what was there before.</summary>
    public (long Tokens, bool IsStatusLine)? Used =>
        Status is { UsedTokens: { } told } status && (Requests.Count == 0 ? Window.Compactions.Count == 0 : status.At > Requests[^1].Time) ? (told, true)
        : Requests.Count > 0 ? (Requests[^1].PromptTokens, false)
        : null;

    /// <summary>Why nothing can be said of blocks; <see langword="null"/>: it can.</summary>
    public string? NoBlocks => Window.IsCut ? "the transcript has more blocks than any window can hold"
        : Window.Blocks.Count == 0 ? "the transcript shows nothing in the window"
        : null;

    /// <summary>How far a block is behind the newest turn.</summary>
    public int Age(ContextBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Math.Max(0, Window.LastTurn - block.Turn);
    }

    /// <summary>Reckoned tokens of some blocks, as a share of all blocks'.</summary>
    public double Share(IEnumerable<ContextBlock> blocks) => BlockTokens > 0 ? blocks.Sum(Rate.Of) / BlockTokens : 0;

    /// <summary>The largest first.</summary>
    public IReadOnlyList<HealthPart> Parts(IEnumerable<ContextBlock> blocks, Func<ContextBlock, string> name, int most = 5)
    {
        return
        [
            .. blocks.GroupBy(name, StringComparer.Ordinal)
                .Select(group => new HealthPart(group.Key, (long)Math.Round(group.Sum(Rate.Of)), Share(group), group.Count()))
                .OrderByDescending(static part => part.Tokens).ThenBy(static part => part.Name, StringComparer.Ordinal).Take(most),
        ];
    }

    /// <summary>What a block is about, for people: its file, else its tool.</summary>
    public static string NameOf(ContextBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.Path.Length > 0 ? block.Path : block.Tool.Length > 0 ? block.Tool : block.Kind.ToString();
    }

    internal HealthMetric Judge(HealthMetric metric) => metric with { Band = Rules.BandOf(metric.Name, metric.Value) };
}
