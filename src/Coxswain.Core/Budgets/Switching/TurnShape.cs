namespace Coxswain.Core.Budgets.Switching;

/// <summary>What one more turn, that is one more request of the conversation, is expected to bring.</summary>
/// <param name="NewTokens">Prompts and tool results that come in before the turn's answer; written to the cache.</param>
/// <param name="OutputTokens">Thinking included; part of the prompt from the next turn on.</param>
/// <param name="Spread">How far the session's mean may be off: one standard deviation of its logarithm.</param>
/// <param name="ColdShare">Share of turns that come after the cache has expired, so that the whole prompt is written again whatever the model.</param>
/// <param name="ColdSpread">How far that share may be off: one standard deviation.</param>
public sealed record TurnShape(long NewTokens, long OutputTokens, double Spread = SwitchAssumptions.TurnSpread, double ColdShare = 0, double ColdSpread = 0)
{
    /// <summary>When nothing is known of the session.</summary>
    public static TurnShape Assumed { get; } = TurnShapes.Of([], CacheLifetime.FiveMinutes);
}
