namespace Coxswain.Server.Api.Budgets;

/// <summary>What is assumed before own tasks tell, each as of a day.</summary>
/// <param name="Tasks">Signs of difficulty, rates of success, volumes, weights of outcomes.</param>
/// <param name="Models">What models there are.</param>
/// <param name="Prices">The price list.</param>
public sealed record PriorRow(DateOnly Tasks, DateOnly Models, DateOnly Prices);
