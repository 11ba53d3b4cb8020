namespace Coxswain.Server.Api.Budgets;

/// <param name="Problem">Why the channel did not take the test; <see langword="null"/>: it took it.</param>
public sealed record TestedChannel(string Channel, string? Problem);
