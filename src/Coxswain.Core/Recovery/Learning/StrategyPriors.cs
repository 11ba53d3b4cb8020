using Coxswain.Core.Pricing;

namespace Coxswain.Core.Recovery.Learning;

/// <summary>The plan's order for each kind of failure. What is not in a row is never tried for it, whatever was measured.</summary>
public static class StrategyPriors
{
    private static readonly StrategyPrior[] None = [];
    private static readonly StrategyPrior[] Connection = [new(RecoveryStrategy.Retry, 0.8)];
    private static readonly StrategyPrior[] Server = [new(RecoveryStrategy.Retry, 0.7), new(RecoveryStrategy.ModelSwitch, 0.3)];

    // An overload is the whole service's: another model is as likely to be refused.
    private static readonly StrategyPrior[] Overload = [new(RecoveryStrategy.Retry, 0.6), new(RecoveryStrategy.ModelSwitch, 0.15, NeedsEvidence: true)];
    private static readonly StrategyPrior[] RateLimit = [new(RecoveryStrategy.Retry, 0.7), new(RecoveryStrategy.ModelSwitch, 0.5)];
    private static readonly StrategyPrior[] Timeout = [new(RecoveryStrategy.Retry, 0.6), new(RecoveryStrategy.ModelSwitch, 0.5), new(RecoveryStrategy.TokenReduction, 0.4)];
    private static readonly StrategyPrior[] SonnetTimeout = [new(RecoveryStrategy.ModelSwitch, 0.65), new(RecoveryStrategy.TokenReduction, 0.5), new(RecoveryStrategy.Retry, 0.35)];
    private static readonly StrategyPrior[] TooLong = [new(RecoveryStrategy.TokenReduction, 0.7), new(RecoveryStrategy.ContextChunking, 0.5)];

    /// <summary>In the plan's order; empty for a failure that is the client's to see.</summary>
    public static IReadOnlyList<StrategyPrior> For(FailureClass failure, string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FailureGroups.Of(failure) switch
        {
            FailureGroup.Connection => Connection,
            FailureGroup.Server => Server,
            FailureGroup.Overload => Overload,
            FailureGroup.RateLimit => RateLimit,
            FailureGroup.Timeout => ModelId.Normalise(model).StartsWith("claude-sonnet-", StringComparison.Ordinal) ? SonnetTimeout : Timeout,
            FailureGroup.TooLong => TooLong,
            _ => None,
        };
    }
}
