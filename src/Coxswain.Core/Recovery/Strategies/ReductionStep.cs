namespace Coxswain.Core.Recovery.Strategies;

/// <param name="Count">Results, messages or texts.</param>
/// <param name="Tokens">Estimated.</param>
public sealed record ReductionStep(ReductionKind Kind, int Count, long Tokens);
