using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>What a report of errors is worked out from.</summary>
/// <param name="Failures">Of the time and of <see cref="Around"/> on both sides, so that no request is parted from its end: at most one more than <see cref="ErrorRates.Most"/>, in the order of time.</param>
/// <param name="Rescued">The same.</param>
/// <param name="Hidden">What attempts of the gateway after a failure brought.</param>
public sealed record ErrorEvidence(IReadOnlyList<SeenFailure> Failures, IReadOnlyList<AnsweredHour> Answered, IReadOnlyList<RescuedCall> Rescued, IReadOnlyList<RecoveryOutcome> Hidden)
{
    /// <summary>How long a client repeats one request at most, as far as its tries are looked for.</summary>
    public static readonly TimeSpan Around = UntoldFailures.LongestRetrying;
}
