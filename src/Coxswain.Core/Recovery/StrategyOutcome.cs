namespace Coxswain.Core.Recovery;

/// <summary>What came of one attempt that followed a failure.</summary>
/// <param name="Cause">That failure, as events spell it: <c>no_first_byte</c>.</param>
/// <param name="Strategy"><c>retry</c>, <c>model_switch</c> and the like.</param>
/// <param name="Model">As the client asked for it.</param>
/// <param name="ExtraCostUsd"><see langword="null"/>: unknown.</param>
public sealed record StrategyOutcome(DateTimeOffset At, string Cause, string Strategy, string Model, long PromptTokens, bool IsAnswered, decimal? ExtraCostUsd);
