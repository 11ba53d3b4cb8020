using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>What was true once: reads of files that were written to since, lists of things to do that a newer one replaced, errors that were got over. What is a mere copy counts as redundant, not here.</summary>
internal static class Staleness
{
    public const string Name = "staleness";
    private const string Title = "Staleness";

    public static HealthMetric Of(HealthSubject subject)
    {
        if (subject.NoBlocks is { } why)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, why);
        }

        var stale = Find(subject.Window.Blocks);
        var all = stale.Select(static one => one.Block).ToArray();
        var value = subject.Share(all);
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = subject.Window.Blocks.Count,
            Of = "blocks",
            From = "reads before a later edit, replaced lists of things to do, and failed calls that succeeded later; tokens by their bytes",
            IsEstimate = true,
            Parts =
            [
                .. stale.GroupBy(static one => one.Reason, StringComparer.Ordinal).Select(group => new HealthPart(
                    group.Key, (long)Math.Round(group.Sum(one => subject.Rate.Of(one.Block))), subject.Share(group.Select(static one => one.Block)), group.Count()))
                    .OrderByDescending(static part => part.Tokens),
            ],
            Frees = all.Length > 0 ? subject.Rate.Estimate(all) : null,
            Advice = subject.Rules.BandOf(Name, value) is HealthBand.Good ? null : "Compact: what is out of date goes, and cannot mislead any more.",
        });
    }

    internal static IReadOnlyList<(ContextBlock Block, string Reason)> Find(IReadOnlyList<ContextBlock> blocks)
    {
        var copies = new HashSet<ContextBlock>(Redundancy.Copies(blocks), ReferenceEqualityComparer.Instance);
        var edited = new HashSet<string>(StringComparer.Ordinal);
        var succeeded = new HashSet<(string Tool, string What)>();
        var hasTodos = false;
        var stale = new List<(ContextBlock, string)>();
        foreach (var block in blocks.Reverse())
        {
            var reason = block switch
            {
                _ when copies.Contains(block) => null,
                { IsReadResult: true } when edited.Contains(block.Path) => "reads before an edit",
                { Kind: BlockKind.ToolResult, IsError: true } when succeeded.Contains(What(block)) => "errors since resolved",
                { Kind: BlockKind.ToolCall, Tool: ToolNames.TodoWrite } when hasTodos => "replaced lists of things to do",
                _ => null,
            };
            if (reason is not null)
            {
                stale.Add((block, reason));
            }

            hasTodos |= block is { Kind: BlockKind.ToolCall, Tool: ToolNames.TodoWrite };
            if (block.IsEdit)
            {
                edited.Add(block.Path);
            }
            else if (block is { Kind: BlockKind.ToolResult, IsError: false, CallHash.Length: > 0 })
            {
                succeeded.Add(What(block));
            }
        }

        stale.Reverse();
        return stale;
    }

    /// <summary>The same tool on the same file; where it has none, the same call.</summary>
    private static (string Tool, string What) What(ContextBlock result) => (result.Tool, result.Path.Length > 0 ? result.Path : result.CallHash);
}
