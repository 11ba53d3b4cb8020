namespace Coxswain.Core.Health.Measuring;

/// <summary>How much of what was sent since the last compaction came out of the prompt cache.</summary>
internal static class CacheShare
{
    public const string Name = "cache_share";
    private const string Title = "Cache share";

    public static HealthMetric Of(HealthSubject subject)
    {
        var sent = subject.Requests.Sum(static request => request.PromptTokens);
        if (sent == 0)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, "no request since the window was last emptied");
        }

        var read = subject.Requests.Sum(static request => request.CacheReadTokens);
        var value = (double)read / sent;
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = subject.Requests.Count,
            Of = "requests",
            From = "cache reads over input, cache reads and cache writes of the main conversation's requests",
            Parts = [new HealthPart("read from the cache", read, value, subject.Requests.Count), new HealthPart("sent anew", sent - read, 1 - value, subject.Requests.Count)],
            Advice = subject.Rules.BandOf(Name, value) is HealthBand.Good ? null : "See why the cache was missed: cox cache",
        });
    }
}
