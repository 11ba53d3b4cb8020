using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>Where in the window the material of the current work stands: models find best what is near its beginning or end, and lose what is in the middle.</summary>
internal static class PriorityAlignment
{
    public const string Name = "priority_alignment";
    private const string Title = "Priority alignment";
    private const double Edge = 0.25;

    public static HealthMetric Of(HealthSubject subject)
    {
        if (subject.NoBlocks is { } why)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, why);
        }

        var files = CurrentWork.Files(subject.Window.Blocks, subject.Rules);
        var prompts = subject.Window.Blocks.Where(static block => block.Kind == BlockKind.Prompt).TakeLast(subject.Rules.CurrentPrompts).ToHashSet(ReferenceEqualityComparer.Instance);
        var ahead = FixedOverhead.Tokens(subject) ?? 0;
        var all = ahead + subject.BlockTokens;
        var (goal, near, inMiddle, at, n) = (0.0, 0.0, 0.0, ahead, 0);
        foreach (var block in subject.Window.Blocks)
        {
            var tokens = subject.Rate.Of(block);
            if (files.Contains(block.Path) || prompts.Contains(block))
            {
                var place = (at + (tokens / 2)) / all;
                goal += tokens;
                n++;
                (near, inMiddle) = place is < Edge or > 1 - Edge ? (near + tokens, inMiddle) : (near, inMiddle + tokens);
            }

            at += tokens;
        }

        if (goal <= 0)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, "neither an edit nor a prompt says what is worked on");
        }

        var value = near / goal;
        var isSmall = (subject.Used?.Tokens ?? all) < subject.Rules.PositionMattersFrom;
        var band = isSmall ? HealthBand.Good : subject.Rules.BandOf(Name, value);
        return new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = n,
            Of = "blocks of the current work",
            From = $"tokens of the last prompts and of the files worked on that stand in the first or last quarter of the window{(isSmall ? $"; below {subject.Rules.PositionMattersFrom:N0} tokens in use any place is good" : "")}",
            IsEstimate = true,
            Band = band,
            Parts = [new HealthPart("near an end", (long)Math.Round(near), value, n), new HealthPart("in the middle", (long)Math.Round(inMiddle), 1 - value, n)],
            Advice = band is HealthBand.Good ? null : "Name the files that matter in the next prompt and have them read again, or compact with them as what to keep.",
        };
    }
}
