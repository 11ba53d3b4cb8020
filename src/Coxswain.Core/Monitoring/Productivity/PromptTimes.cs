namespace Coxswain.Core.Monitoring.Productivity;

/// <summary>How long prompts took.</summary>
/// <param name="Prompts">With a known time and an answer.</param>
/// <param name="Median">From the prompt to the last answer of it; <see langword="null"/>: there is none.</param>
/// <param name="P90">Nine of ten took no longer.</param>
/// <param name="RequestsEach">Answers a prompt took, the mean.</param>
public sealed record PromptTimes(long Prompts, TimeSpan? Median, TimeSpan? P90, double? RequestsEach);
