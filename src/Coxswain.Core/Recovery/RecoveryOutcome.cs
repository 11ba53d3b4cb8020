namespace Coxswain.Core.Recovery;

/// <summary>What became of attempts that followed one kind of failure.</summary>
/// <param name="Cause">The failure that led to them, as <see cref="FailureClass"/> spelled <c>no_first_byte</c>.</param>
/// <param name="Strategy"><c>retry</c>, or what changed the request.</param>
/// <param name="ModelId">Normalised, as it was asked for first.</param>
/// <param name="ExtraCostUsd">Of failed attempts that told their tokens: what they may have cost; <see langword="null"/>: none told any.</param>
public sealed record RecoveryOutcome(string Cause, string Strategy, string ModelId, long Attempts, long Answered, double MeanWaitMs, decimal? ExtraCostUsd);
