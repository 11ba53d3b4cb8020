using Coxswain.Core.Budgets.Recommending.Recorded;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>A recommendation and what it rests on.</summary>
/// <param name="Recommendation"><see langword="null"/>: no known model has a price.</param>
/// <param name="IsCut">There were more tasks in the window than are looked at.</param>
/// <param name="PriorEffective">Day of what is assumed before own tasks tell.</param>
/// <param name="AskedWeight">What the estimate of a model that was asked counts for, against 1 for the signs.</param>
/// <param name="ModelsEffective">Day of the file of models.</param>
/// <param name="PricesPublished">Day of the price list.</param>
public sealed record TaskAdvice(
    ModelRecommendation? Recommendation, TaskHistory History, DateTimeOffset AsOf, bool IsCut, DateOnly PriorEffective, double AskedWeight, DateOnly ModelsEffective, DateOnly PricesPublished);
