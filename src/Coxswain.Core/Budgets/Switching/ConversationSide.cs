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

    public required double ColdShare { get; init; }

    /// <summary>More output in the first turn; stays in the conversation.</summary>
    public long Rethought { get; init; }

    /// <summary><see langword="null"/>: not known, never full.</summary>
    public long? Window { get; init; }

    /// <param name="turn">0 for the next turn.</param>
    public long Prompt(int turn) => Context + New + ((New + Output) * turn) + (turn > 0 ? Rethought : 0);

    public bool Fits(int turn) => Window is not { } window || Prompt(turn) + OutputOf(turn) <= window;

    public decimal Cost(int turn)
    {
        var warm = turn == 0 ? Warm : Prompt(turn - 1);
        var cost = Cost(turn, warm);
        return turn == 0 || ColdShare <= 0 ? cost : cost + ((decimal)ColdShare * (Cost(turn, 0) - cost));
    }

    public decimal Cost(int turn, long warm)
    {
        var prompt = Prompt(turn);
        var read = Math.Min(warm, prompt);
        return Prices.Explain(Usage(read, prompt - read, OutputOf(turn)), Price)?.TotalUsd ?? throw new InvalidOperationException("A price of normal speed is always known.");
    }

    private long OutputOf(int turn) => Output + (turn == 0 ? Rethought : 0);

    private TokenUsage Usage(long read, long written, long output)
        => Lifetime == CacheLifetime.OneHour ? new TokenUsage(0, output, read, 0, written, 0, "", "", "") : new TokenUsage(0, output, read, written, 0, 0, "", "", "");
}
