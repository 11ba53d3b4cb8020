namespace Coxswain.Server.Api.Budgets;

public sealed record RemovedBudget(string Name);
