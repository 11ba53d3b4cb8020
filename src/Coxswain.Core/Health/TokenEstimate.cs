namespace Coxswain.Core.Health;

/// <summary>Tokens reckoned from bytes.</summary>
/// <param name="Low">Of the 80 % interval; <see langword="null"/>: not known, the rate is a rule of thumb.</param>
/// <param name="High">As <paramref name="Low"/>.</param>
public sealed record TokenEstimate(long Tokens, long? Low, long? High);
