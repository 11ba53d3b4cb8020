using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>When a rule of a policy file holds, and the model it gives. An empty list does not filter.</summary>
/// <param name="Looks">How hard the task looks.</param>
/// <param name="Terms">Of words; any of them is enough. A task whose words are not kept has none.</param>
/// <param name="Agent">Subagents alone, the main conversation alone; <see langword="null"/>: both.</param>
/// <param name="Families">Of the user's own model.</param>
/// <param name="PromptTokensBelow">Of the first request; <see langword="null"/>: any.</param>
/// <param name="IsFree">Only where no warm cache is lost.</param>
/// <param name="Model">An id, a family (its newest model), <c>recommended</c> or <c>recorded</c>.</param>
internal sealed record ReplayRule(
    IReadOnlyList<TaskDifficulty> Looks, IReadOnlyList<uint> Terms, bool? Agent, IReadOnlyList<string> Families, long? PromptTokensBelow, bool IsFree, string Model);
