namespace Coxswain.Tests.Server.Budgets;

/// <summary>Nothing of the process runs from here on.</summary>
internal sealed class KilledException : Exception;
