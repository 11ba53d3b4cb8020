using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Switching;

/// <summary>A conversation as it goes on with one model: what each turn would cost. Tokens are as this model counts them.</summary>
internal sealed record ConversationSide
{
    public required PriceBook Prices { get; init; }

    /// <summary>At the time of the question; holds for all turns.</summary>
    public required ModelPrice Price { get; init; }

    public required long Context { get; init; }

    /// <summary>What the cache holds before the first turn.</summary>
    public required long Warm { get; init; }

    public required CacheLifetime Lifetime { get; init; }

    public required long New { get; init; }

    public required long Output { get; init; }

    /// <summary>More output in the first turn; stays in the conversation.</summary>
    public required long Rethought { get; init; }

    /// <summary>A conversation that would grow beyond is compacted; the largest number when it never is.</summary>
    public required long CompactsAt { get; init; }

    /// <summary>Of the next turn.</summary>
    /// <param name="warm">What the cache holds.</param>
    public decimal NextCost(long warm) => Cost(Context + New, warm, Output + Rethought);

    /// <summary>One turn after the other, without end.</summary>
    public IEnumerable<TurnCost> Turns()
    {
        var (context, cached) = (Context + New + Output + Rethought, Context + New);
        yield return new TurnCost(NextCost(Warm), 0, false);
        while (true)
        {
            var (cost, isCompacted) = (0m, context + New + Output > CompactsAt);
            if (isCompacted)
            {
                // The client has the model sum the conversation up and goes on with that.
                cost += Cost(context, cached, SwitchAssumptions.SummaryTokens);
                (context, cached) = (Math.Min(context, SwitchAssumptions.CompactedTokens), 0);
            }

            var prompt = context + New;
            var warm = Cost(prompt, cached, Output);
            yield return new TurnCost(cost + warm, Cost(prompt, 0, Output) - warm, isCompacted);
            (context, cached) = (prompt + Output, prompt);
        }
    }

    private decimal Cost(long prompt, long cached, long output)
    {
        var read = Math.Min(cached, prompt);
        var isLong = Lifetime == CacheLifetime.OneHour;
        var usage = new TokenUsage(0, output, read, isLong ? 0 : prompt - read, isLong ? prompt - read : 0, 0, "", "", "");
        return Prices.Explain(usage, Price)?.TotalUsd ?? throw new InvalidOperationException("A price of normal speed is always known.");
    }
}
