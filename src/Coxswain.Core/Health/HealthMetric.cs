namespace Coxswain.Core.Health;

/// <summary>One figure of a session's context health.</summary>
/// <param name="Name">As in the thresholds' file: <c>occupancy</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Value"><see langword="null"/>: unknown, for the reason in <see cref="Unknown"/>.</param>
public sealed record HealthMetric(string Name, string Title, HealthUnit Unit, double? Value)
{
    /// <summary>Of the 80 % interval; <see langword="null"/>: there is none, or no end of it.</summary>
    public double? Low { get; init; }

    /// <inheritdoc cref="Low"/>
    public double? High { get; init; }

    /// <summary>How many <see cref="Of"/> it rests on.</summary>
    public long N { get; init; }

    /// <summary>What <see cref="N"/> counts: requests, tool results.</summary>
    public string Of { get; init; } = "";

    /// <summary>What it was made from.</summary>
    public string From { get; init; } = "";

    /// <summary>Rests on tokens reckoned from bytes, or on a rule, not on counts alone.</summary>
    public bool IsEstimate { get; init; }

    /// <summary><see langword="null"/>: unknown, or there are no thresholds for it.</summary>
    public HealthBand? Band { get; init; }

    /// <summary>Why there is no value; <see langword="null"/> when there is one.</summary>
    public string? Unknown { get; init; }

    /// <summary>What to do about it; <see langword="null"/>: nothing needs to be done.</summary>
    public string? Advice { get; init; }

    /// <summary>About how much that frees; <see langword="null"/>: nothing, or not known.</summary>
    public TokenEstimate? Frees { get; init; }

    public IReadOnlyList<HealthPart> Parts { get; init; } = [];

    internal static HealthMetric Nothing(string name, string title, HealthUnit unit, string why) => new(name, title, unit, null) { Unknown = why };
}
