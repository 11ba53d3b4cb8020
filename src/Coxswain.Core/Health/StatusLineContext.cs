namespace Coxswain.Core.Health;

/// <summary>What Claude Code told its status line of the window.</summary>
/// <param name="At">When it was told.</param>
/// <param name="WindowTokens">The window's size; <see langword="null"/>: not told.</param>
/// <param name="UsedTokens">Input, cache reads and writes of the last request; <see langword="null"/>: there was none yet.</param>
/// <param name="Model">Its id; empty: not told.</param>
public sealed record StatusLineContext(DateTimeOffset At, long? WindowTokens, long? UsedTokens, string Model);
