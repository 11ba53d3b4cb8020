namespace Coxswain.Core.Budgets.Admission;

/// <summary>How large a call's prompt is.</summary>
/// <param name="Tokens">An estimate by its bytes.</param>
/// <param name="IsKeptAnHour">It asks the prompt cache to keep it for an hour, which costs more to write.</param>
public readonly record struct PromptSize(long Tokens, bool IsKeptAnHour);
