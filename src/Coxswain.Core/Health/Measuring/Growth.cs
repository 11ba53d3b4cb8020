namespace Coxswain.Core.Health.Measuring;

/// <summary>By how much the window grows from turn to turn, and how many turns are left until the client compacts by itself.</summary>
internal static class Growth
{
    public const string Name = "growth";
    public const string TurnsLeft = "turns_left";
    private const string Title = "Growth per turn, in tokens";
    private const string TurnsTitle = "Turns until auto-compaction";

    /// <summary>Fewer steps tell too little of a spread.</summary>
    private const int Fewest = 3;

    private const double Z80 = 1.2815515655446004;
    private const double MostTurns = 100_000;

    public static HealthMetric Of(HealthSubject subject)
    {
        var steps = Steps(subject);
        if (steps.Length < Fewest)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.TokensPerTurn, $"only {steps.Length} steps from one request to the next since the window was last emptied; {Fewest} are needed")
                with { N = steps.Length, Of = "steps" };
        }

        var (mean, deviation) = Spread(steps);
        var half = Z80 * deviation / Math.Sqrt(steps.Length);
        return new HealthMetric(Name, Title, HealthUnit.TokensPerTurn, mean)
        {
            Low = mean - half,
            High = mean + half,
            N = steps.Length,
            Of = "steps",
            From = "the difference of one request's prompt to the next's, since the last compaction",
        };
    }

    public static HealthMetric LeftOf(HealthSubject subject)
    {
        var steps = Steps(subject);
        if (subject.Used is not { } used || steps.Length < Fewest)
        {
            return HealthMetric.Nothing(TurnsLeft, TurnsTitle, HealthUnit.Turns, $"growth is not known from {steps.Length} steps; {Fewest} are needed") with { N = steps.Length, Of = "steps" };
        }

        if (CompactionPoint.Of(subject) is not { Tokens: { } threshold } point)
        {
            return HealthMetric.Nothing(TurnsLeft, TurnsTitle, HealthUnit.Turns, subject.WindowFrom) with { N = steps.Length, Of = "steps" };
        }

        var (mean, deviation) = Spread(steps);
        var room = Math.Max(0, threshold - used.Tokens);
        if (mean <= 0)
        {
            return HealthMetric.Nothing(TurnsLeft, TurnsTitle, HealthUnit.Turns, "the window did not grow on average") with { N = steps.Length, Of = "steps", From = point.From };
        }

        var value = room / mean;
        return subject.Judge(new HealthMetric(TurnsLeft, TurnsTitle, HealthUnit.Turns, value)
        {
            Low = Reaches(room, mean, deviation, steps.Length, Z80),
            High = Reaches(room, mean, deviation, steps.Length, -Z80),
            N = steps.Length,
            Of = "steps",
            From = $"growth, and {point.From}",
            IsEstimate = true,
            Parts = [new HealthPart("compacts at", threshold, null, point.N)],
            Advice = subject.Rules.BandOf(TurnsLeft, value) is HealthBand.Good ? null : "Compact yourself before the client does in the middle of a step, saying what to keep.",
        });
    }

    /// <summary>After so many turns the window has grown by <paramref name="room"/>, if it grows faster (z above 0) or slower than on average; <see langword="null"/>: not within reason.</summary>
    internal static double? Reaches(double room, double mean, double deviation, int n, double z)
    {
        // The sum of k steps spreads by the steps' own spread and by how well their mean is known.
        double Grown(double turns) => (mean * turns) + (z * deviation * Math.Sqrt(turns + (turns * turns / n)));
        if (room <= 0)
        {
            return 0;
        }

        var (low, high) = (0.0, 1.0);
        while (Grown(high) < room)
        {
            (low, high) = (high, high * 2);
            if (high > MostTurns)
            {
                return null;
            }
        }

        for (var round = 0; round < 60; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Grown(middle) < room ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double[] Steps(HealthSubject subject)
    {
        var requests = subject.Requests;
        return
        [
            .. Enumerable.Range(1, Math.Max(0, requests.Count - 1))
                .Where(at => !requests[at].IsAfterReturn && requests[at - 1].Turn + 1 == requests[at].Turn && requests[at - 1].Model == requests[at].Model)
                .Select(at => (double)(requests[at].PromptTokens - requests[at - 1].PromptTokens)),
        ];
    }

    private static (double Mean, double Deviation) Spread(double[] steps)
    {
        var mean = steps.Average();
        return (mean, Math.Sqrt(steps.Sum(step => (step - mean) * (step - mean)) / (steps.Length - 1)));
    }
}
