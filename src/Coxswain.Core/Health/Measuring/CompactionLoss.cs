namespace Coxswain.Core.Health.Measuring;

/// <summary>What compactions cost: files that had been read before and were read again after.</summary>
internal static class CompactionLoss
{
    public const string Name = "compaction_loss";
    private const string Title = "Compaction loss";

    public static HealthMetric Of(HealthSubject subject)
    {
        var all = subject.Window.Compactions;
        if (all.Count == 0)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, "no compaction in this session");
        }

        var parts = all.Select(static (one, at) => new HealthPart(
            $"{at + 1}. {(one.Trigger.Length > 0 ? one.Trigger : "compaction")}: {Told(one.TokensBefore)} to {Told(one.TokensAfter)} tokens, {one.FilesReadAgain.Count} of {one.FilesBefore.Count} files read again",
            one is { TokensBefore: > 0, TokensAfter: > 0 } ? one.TokensBefore - one.TokensAfter : null, null, one.FilesReadAgain.Count)).ToArray();
        var before = all.Sum(static one => one.FilesBefore.Count);
        if (before == 0)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, "no file was read before a compaction") with { N = all.Count, Of = "compactions", Parts = parts };
        }

        var value = (double)all.Sum(static one => one.FilesReadAgain.Count) / before;
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = all.Count,
            Of = "compactions",
            From = $"of {before} files read in the stretch before a compaction, those read again in the stretch after; tokens as the client told",
            Parts = parts,
            Frees = all.Sum(static one => one.BytesReadAgain) is > 0 and var bytes ? subject.Rate.Estimate(bytes) : null,
            Advice = subject.Rules.BandOf(Name, value) is HealthBand.Good ? null : "Compact at the end of a step and say which files to keep in mind: /compact keep …",
        });
    }

    private static string Told(long tokens) => tokens > 0 ? $"{tokens:N0}" : "unknown";
}
