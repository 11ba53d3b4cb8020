namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>How long answers take. The first rule that fits a request holds; without one nothing waits.</summary>
public sealed record LatencyRule
{
    /// <summary><see langword="null"/> is any model.</summary>
    public string? Model { get; init; }

    /// <summary>Fits prompts of at least so many tokens.</summary>
    public long MinTokens { get; init; }

    public Spread FirstByte { get; init; } = Spread.None;

    /// <summary>Added to the time to the first byte for every thousand tokens of the prompt.</summary>
    public TimeSpan PerThousandTokens { get; init; }

    public Spread BetweenEvents { get; init; } = Spread.None;

    internal bool Fits(SimulatedRequest request) => (Model is null || Model == request.Model) && (request.Tokens ?? 0) >= MinTokens;
}
