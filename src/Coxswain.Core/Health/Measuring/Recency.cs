using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>How old the window's content is, by turns; each block is in one band. What is in the window beside the blocks has no age and is a part of its own.</summary>
internal static class Recency
{
    public const string Name = "recency";
    private const string Title = "Recency";

    public static HealthMetric Of(HealthSubject subject)
    {
        if (subject.NoBlocks is { } why)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, why);
        }

        var rules = subject.Rules;
        var bands = new (string Name, IReadOnlyList<ContextBlock> Blocks)[]
        {
            ($"fresh (up to {rules.FreshTurns} turns)", Of(subject, -1, rules.FreshTurns)),
            ($"recent (up to {rules.RecentTurns})", Of(subject, rules.FreshTurns, rules.RecentTurns)),
            ($"aging (up to {rules.AgingTurns})", Of(subject, rules.RecentTurns, rules.AgingTurns)),
            ("stale", Of(subject, rules.AgingTurns, int.MaxValue)),
        };
        var value = Math.Min(1, subject.Share(bands[0].Blocks) + subject.Share(bands[1].Blocks));
        var old = bands[3].Blocks;
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = subject.Window.Blocks.Count,
            Of = "blocks",
            From = "turns from each block to the newest request, by tokens reckoned from bytes; fresh and recent together, of all blocks",
            IsEstimate = true,
            Parts = Parts(subject, bands),
            Frees = old.Count > 0 ? subject.Rate.Estimate(old) : null,
            Advice = rules.BandOf(Name, value) is HealthBand.Good ? null : "Most of what was said in the window is old. Compact, or start anew if the task is another.",
        });
    }

    /// <summary>Whole tokens that add up: to the window as the last request filled it, with what is in it beside the blocks as a part of its own; where that is not known to the blocks' tokens.</summary>
    private static List<HealthPart> Parts(HealthSubject subject, (string Name, IReadOnlyList<ContextBlock> Blocks)[] bands)
    {
        // Reckoned from bytes the blocks may be more than what was counted: then the count is shared among them.
        var blocks = subject.Used is { } used ? Math.Min(used.Tokens, (long)Math.Round(subject.BlockTokens)) : (long)Math.Round(subject.BlockTokens);
        var parts = new List<HealthPart>(bands.Length + 1);
        var (reckoned, told) = (0.0, 0L);
        for (var i = 0; i < bands.Length; i++)
        {
            reckoned += bands[i].Blocks.Sum(subject.Rate.Of);
            var upToHere = i == bands.Length - 1 || subject.BlockTokens <= 0 ? blocks : (long)Math.Round(reckoned / subject.BlockTokens * blocks);
            parts.Add(new HealthPart(bands[i].Name, upToHere - told, subject.Share(bands[i].Blocks), bands[i].Blocks.Count));
            told = upToHere;
        }

        if (subject.Used is { } whole && whole.Tokens > told)
        {
            parts.Add(new HealthPart("the rest: system prompt, tools, the client's own", whole.Tokens - told, null, 0));
        }

        return parts;
    }

    private static List<ContextBlock> Of(HealthSubject subject, int above, int to) => [.. subject.Window.Blocks.Where(block => subject.Age(block) > above && subject.Age(block) <= to)];
}
