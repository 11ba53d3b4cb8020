namespace Coxswain.Gateway.Journal;

/// <summary>One thing that would be tried, in this order, until an answer comes.</summary>
/// <param name="Strategy"><c>first</c> for the request itself, then <c>retry</c>, <c>model_switch</c>, <c>token_reduction</c>, <c>context_chunking</c>.</param>
/// <param name="SuccessRate">Of this strategy after this failure, for this model and size; <see langword="null"/>: nothing is known.</param>
/// <param name="Outcomes">How many outcomes that is from; older ones count less.</param>
/// <param name="What">In words: the model it goes to, the tokens that stay, the number of parts; why it has nothing to offer.</param>
public sealed record ReplayStep(string Strategy, bool IsPossible, double? SuccessRate, double Outcomes, double Low, double High, string What);
