namespace Coxswain.Core.Pricing;

/// <summary>The prices of one model during one period.</summary>
public sealed record ModelPrice
{
    /// <summary>Normalised as <see cref="ModelId"/> does it.</summary>
    public required string ModelId { get; init; }

    /// <summary>First moment these prices hold; <see cref="DateTimeOffset.UnixEpoch"/> when they hold from the model's start.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First moment they no longer hold; <see langword="null"/> when no end is known.</summary>
    public required DateTimeOffset? To { get; init; }

    public required TokenRates Standard { get; init; }

    /// <summary><see langword="null"/> when the model has no fast mode or its price is not known: a fast request then has no known cost.</summary>
    public TokenRates? Fast { get; init; }

    public LongPromptRates? LongPrompt { get; init; }

    public required string Source { get; init; }

    public required DateOnly Checked { get; init; }

    public required PriceConfidence Confidence { get; init; }

    public bool HoldsAt(DateTimeOffset time) => time >= From && (To is null || time < To);

    internal TokenRates? RatesFor(TokenUsage usage)
    {
        if (PriceBook.IsFast(usage))
        {
            return Fast;
        }

        return LongPrompt is { } tier && usage.PromptTokens > tier.AboveTokens ? tier.Rates : Standard;
    }
}
