namespace Coxswain.Core.Recovery.Learning;

/// <summary>How fast is learned and forgotten.</summary>
public sealed record LearningPolicy
{
    /// <summary>An outcome counts half after so many more of the same strategy in the same place: at most some 29 count at a time.</summary>
    public double HalfLifeOutcomes { get; init; } = 20;

    /// <summary>And half after this time, whatever happened since.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>As many outcomes the prior counts for.</summary>
    public double PriorOutcomes { get; init; } = 4;

    /// <summary>
    /// As many outcomes all failures of the class together count for where a model and size has none; with n of its own they count for this times this / (this + n).
    /// </summary>
    public double ClassOutcomes { get; init; } = 6;

    /// <summary>A strategy that needs evidence may stand before others from so many outcomes on.</summary>
    public double EvidenceOutcomes { get; init; } = 5;

    /// <summary>An attempt that costs this much extra counts like two attempts.</summary>
    public double AttemptWorthUsd { get; init; } = 0.25;
}
