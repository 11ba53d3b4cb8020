using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>
/// Results of tools that nothing came of: neither their file nor any name they brought into the window was named by the model or the user afterwards. A result without such
/// names is not judged, nor one too new to have been used.
/// </summary>
internal static class UnusedResults
{
    public const string Name = "unused_results";
    private const string Title = "Unused tool results";

    public static HealthMetric Of(HealthSubject subject)
    {
        if (subject.NoBlocks is { } why)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, why);
        }

        var (unused, judged) = Find(subject);
        if (judged == 0)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, "no tool result is old enough and names anything to judge it by") with { Of = "tool results" };
        }

        var value = subject.Share(unused);
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = judged,
            Of = "tool results",
            From = $"tool results of more than {subject.Rules.UnusedAfterTurns} turns ago whose file and new names nobody named since; tokens by bytes, as a share of the window's blocks",
            IsEstimate = true,
            Parts = subject.Parts(unused, HealthSubject.NameOf),
            Frees = unused.Count > 0 ? subject.Rate.Estimate(unused) : null,
            Advice = subject.Rules.BandOf(Name, value) is HealthBand.Good ? null : "Ask for less at once (ranges, filters, head), or let a subagent look and report.",
        });
    }

    internal static (IReadOnlyList<ContextBlock> Unused, int Judged) Find(HealthSubject subject)
    {
        var blocks = subject.Window.Blocks;
        var known = new HashSet<ulong>();
        var brought = new Dictionary<ContextBlock, HashSet<ulong>>(ReferenceEqualityComparer.Instance);
        foreach (var block in blocks)
        {
            if (block is { Kind: BlockKind.ToolResult, Bytes: > 0 })
            {
                var names = block.Words.Where(word => !known.Contains(word)).ToHashSet();
                if (block.Path.Length > 0)
                {
                    names.Add(BlockWords.OfFile(block.Path));
                }

                brought[block] = names;
            }

            known.UnionWith(block.Words);
        }

        var later = new HashSet<ulong>();
        var unused = new List<ContextBlock>();
        var judged = 0;
        foreach (var block in blocks.Reverse())
        {
            if (block.Kind is BlockKind.Answer or BlockKind.ToolCall or BlockKind.Prompt)
            {
                later.UnionWith(block.Words);
            }
            else if (brought.TryGetValue(block, out var names) && names.Count > 0 && subject.Age(block) >= subject.Rules.UnusedAfterTurns)
            {
                judged++;
                if (!names.Overlaps(later))
                {
                    unused.Add(block);
                }
            }
        }

        unused.Reverse();
        return (unused, judged);
    }
}
