using Coxswain.Core.Recovery;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>What a report of errors is worked out from.</summary>
/// <param name="Failures">At most one more than <see cref="ErrorRates.Most"/>, in the order of time.</param>
/// <param name="Rescued">The same.</param>
/// <param name="Hidden">What attempts of the gateway after a failure brought.</param>
public sealed record ErrorEvidence(IReadOnlyList<SeenFailure> Failures, IReadOnlyList<AnsweredHour> Answered, IReadOnlyList<RescuedCall> Rescued, IReadOnlyList<RecoveryOutcome> Hidden);
