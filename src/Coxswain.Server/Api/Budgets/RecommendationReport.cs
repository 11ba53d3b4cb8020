using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Server.Api.Budgets;

/// <summary>The model a task should be done with, and what that rests on. Every figure of a task still to be done is an estimate.</summary>
/// <param name="Model"><see langword="null"/>: no known model has a price.</param>
/// <param name="Confidence">The probability that the model solves it at the first try, 0 to 1.</param>
/// <param name="IsColdStart">Too few similar tasks are known: it rests on what is assumed.</param>
/// <param name="Models">All candidates, the cheapest first.</param>
/// <param name="Budget">What was left of which budget; <see langword="null"/>: not asked for, or there is none in scope.</param>
/// <param name="BudgetNote">Why no budget counted; empty: one did, or none was asked for.</param>
/// <param name="Asked">What a model that was asked said; <see langword="null"/>: none was to be asked.</param>
/// <param name="PendingRows">Received rows that were not in the store yet.</param>
/// <param name="DamageNote">Rows may be missing; <see langword="null"/>: none are known to be.</param>
public sealed record RecommendationReport(
    DateTimeOffset AsOf,
    string? Model,
    double? Confidence,
    string Reasoning,
    bool IsColdStart,
    bool IsForBudget,
    DifficultyShares? Difficulty,
    IReadOnlyList<ModelEstimate> Models,
    PastTasksRow Past,
    PriorRow Prior,
    BudgetLeftRow? Budget,
    string BudgetNote,
    AskedRow? Asked,
    long PendingRows,
    string? DamageNote);
