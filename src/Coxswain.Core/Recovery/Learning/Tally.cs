namespace Coxswain.Core.Recovery.Learning;

/// <summary>Faded outcomes of one strategy.</summary>
internal readonly record struct Tally(double Successes, double Failures, double CostUsd, DateTimeOffset At)
{
    public double Outcomes => Successes + Failures;

    public double MeanCostUsd => Outcomes > 0 ? CostUsd / Outcomes : 0;

    public Tally FadedTo(DateTimeOffset now, TimeSpan halfLife)
        => now <= At || Outcomes == 0 ? this : Times(Math.Pow(0.5, (now - At) / halfLife)) with { At = now };

    public Tally With(bool isSuccess, double costUsd, DateTimeOffset now, LearningPolicy policy)
    {
        var faded = FadedTo(now, policy.HalfLife).Times(Math.Pow(0.5, 1 / policy.HalfLifeOutcomes));
        return new Tally(faded.Successes + (isSuccess ? 1 : 0), faded.Failures + (isSuccess ? 0 : 1), faded.CostUsd + costUsd, now > At ? now : At);
    }

    private Tally Times(double factor) => new(Successes * factor, Failures * factor, CostUsd * factor, At);
}
