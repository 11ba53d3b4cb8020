namespace Coxswain.Tests.Core.Budgets.Switching.Simulation;

/// <param name="Idle">Before it.</param>
internal sealed record SimulatedTurn(long NewTokens, long OutputTokens, TimeSpan Idle);
