namespace Coxswain.Core.Recovery.Analysis;

/// <param name="Text">What to do.</param>
/// <param name="Evidence">The numbers it rests on.</param>
/// <param name="N">Requests or failures counted for it.</param>
/// <param name="Command">What does it; <see langword="null"/>: nothing here does.</param>
public sealed record Suggestion(string Text, string Evidence, long N, string? Command);
