using System.Collections.Frozen;

namespace Coxswain.Core.Health.Measuring;

/// <summary>Thresholds, as of a day; from <c>health-bands.json</c>.</summary>
public sealed record HealthRules
{
    public required DateOnly Effective { get; init; }

    public required FrozenDictionary<string, BandLimits> Bands { get; init; }

    /// <summary>So many turns ago at most, a block is fresh.</summary>
    public required int FreshTurns { get; init; }

    public required int RecentTurns { get; init; }

    /// <summary>What is older than that is stale.</summary>
    public required int AgingTurns { get; init; }

    /// <summary>Files of so many last edits are what is worked on.</summary>
    public required int CurrentEdits { get; init; }

    /// <summary>And those that so many last prompts name.</summary>
    public required int CurrentPrompts { get; init; }

    /// <summary>A result that is not named within so many turns is unused; a newer one may yet be.</summary>
    public required int UnusedAfterTurns { get; init; }

    /// <summary>In a smaller window a model finds everything wherever it stands.</summary>
    public required long PositionMattersFrom { get; init; }

    /// <summary>The client keeps the largest answer's tokens free, at most so many.</summary>
    public required long AnswerReserve { get; init; }

    /// <summary>And so many besides, for the summary.</summary>
    public required long CompactBuffer { get; init; }

    /// <summary>The day the client's rule of compacting was read.</summary>
    public required DateOnly CompactRuleRead { get; init; }

    public static HealthRules Shipped() => HealthRulesReader.ReadShipped();

    /// <returns><see langword="null"/> for a metric without bands.</returns>
    public HealthBand? BandOf(string metric, double? value) => value is { } known ? Bands.GetValueOrDefault(metric)?.Of(known) : null;
}
