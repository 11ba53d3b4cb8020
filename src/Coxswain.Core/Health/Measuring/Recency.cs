namespace Coxswain.Core.Health.Measuring;

/// <summary>How old the window's content is, by turns; each block is in one band.</summary>
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
        var bands = new[]
        {
            Part(subject, $"fresh (up to {rules.FreshTurns} turns)", -1, rules.FreshTurns),
            Part(subject, $"recent (up to {rules.RecentTurns})", rules.FreshTurns, rules.RecentTurns),
            Part(subject, $"aging (up to {rules.AgingTurns})", rules.RecentTurns, rules.AgingTurns),
            Part(subject, "stale", rules.AgingTurns, int.MaxValue),
        };
        var value = Math.Min(1, (bands[0].Share + bands[1].Share) ?? 0);
        var old = subject.Window.Blocks.Where(block => subject.Age(block) > rules.AgingTurns).ToArray();
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = subject.Window.Blocks.Count,
            Of = "blocks",
            From = "turns from each block to the newest request, by tokens reckoned from bytes; fresh and recent together",
            IsEstimate = true,
            Parts = bands,
            Frees = old.Length > 0 ? subject.Rate.Estimate(old) : null,
            Advice = rules.BandOf(Name, value) is HealthBand.Good ? null : "Most of the window is old. Compact, or start anew if the task is another.",
        });
    }

    private static HealthPart Part(HealthSubject subject, string name, int above, int to)
    {
        var blocks = subject.Window.Blocks.Where(block => subject.Age(block) > above && subject.Age(block) <= to).ToArray();
        return new HealthPart(name, (long)Math.Round(blocks.Sum(subject.Rate.Of)), subject.Share(blocks), blocks.Length);
    }
}
