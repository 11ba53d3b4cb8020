namespace Coxswain.Core.Health.Measuring;

/// <summary>How full the window is: what the last request sent over the window's size. Never summed over requests: each sends the whole conversation again.</summary>
internal static class Occupancy
{
    public const string Name = "occupancy";
    private const string Title = "Window occupancy";

    public static HealthMetric Of(HealthSubject subject)
    {
        if (subject.Used is not { } used)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, "no request since the window was last emptied");
        }

        var parts = new[] { new HealthPart("used", used.Tokens, null, 1) };
        var from = used.IsStatusLine ? "the status line" : "the last request's input, cache reads and cache writes";
        if (subject.WindowTokens is not { } window)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, subject.WindowFrom) with { N = 1, Of = "request", From = from, Parts = parts };
        }

        var value = (double)used.Tokens / window;
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = 1,
            Of = "request",
            From = $"{from}, over {subject.WindowFrom}",
            Parts = [.. parts, new HealthPart("free", Math.Max(0, window - used.Tokens), Math.Max(0, 1 - value), 1)],
            Advice = subject.Rules.BandOf(Name, value) is HealthBand.Good ? null : "Compact at the next free moment (/compact with what matters), or start anew for another task (/clear).",
        });
    }
}
