using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>Results that stand in the window more than once: the same call with the same output, or a file read again though nothing was written to it. The newest copy counts as needed, each other once.</summary>
internal static class Redundancy
{
    public const string Name = "redundancy";
    private const string Title = "Redundancy";

    public static HealthMetric Of(HealthSubject subject)
    {
        var results = subject.Window.Blocks.Where(static block => block.Kind == BlockKind.ToolResult).ToArray();
        if (subject.NoBlocks is { } why)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, why);
        }

        var copies = Copies(subject.Window.Blocks);
        var value = subject.Share(copies);
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = results.Length,
            Of = "tool results",
            From = "tool results in the window, compared by tool, arguments and output; tokens by their bytes",
            IsEstimate = true,
            Parts = subject.Parts(copies, HealthSubject.NameOf),
            Frees = copies.Count > 0 ? subject.Rate.Estimate(copies) : null,
            Advice = copies.Count > 0 ? "Tell Claude that what it read is still in its window; a compaction drops the copies." : null,
        });
    }

    /// <summary>The blocks that a later one makes needless.</summary>
    internal static IReadOnlyList<ContextBlock> Copies(IReadOnlyList<ContextBlock> blocks)
    {
        // From the end: what was seen later is what is needed.
        var outputs = new HashSet<(string Call, string Output)>();
        var readWhole = new HashSet<string>(StringComparer.Ordinal);
        var readSame = new HashSet<string>(StringComparer.Ordinal);
        var copies = new List<ContextBlock>();
        foreach (var block in blocks.Reverse())
        {
            if (block.IsEdit)
            {
                readWhole.Remove(block.Path);
                readSame.RemoveWhere(call => call.StartsWith(block.Path + '\0', StringComparison.Ordinal));
            }
            else if (block is { Kind: BlockKind.ToolResult, CallHash.Length: > 0, Bytes: > 0 })
            {
                var isRead = block.IsReadResult;
                if (outputs.Contains((block.CallHash, block.OutputHash)) || (isRead && (readWhole.Contains(block.Path) || readSame.Contains(Same(block)))))
                {
                    copies.Add(block);
                }

                outputs.Add((block.CallHash, block.OutputHash));
                if (isRead)
                {
                    readSame.Add(Same(block));
                    _ = block.IsWholeFile && readWhole.Add(block.Path);
                }
            }
        }

        copies.Reverse();
        return copies;
    }

    private static string Same(ContextBlock read) => read.Path + '\0' + read.CallHash;
}
