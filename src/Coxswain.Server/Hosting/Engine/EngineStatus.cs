namespace Coxswain.Server.Hosting.Engine;

/// <param name="Pid"><see langword="null"/> while no process runs.</param>
/// <param name="Reason">Why it does not run; <see langword="null"/> while it runs.</param>
/// <param name="Since">When this state began.</param>
/// <param name="Restarts">Starts after the first one.</param>
/// <param name="SetAside">Damaged tables or whole folders moved to the quarantine since this process started, by their new path.</param>
public sealed record EngineStatus(EngineState State, int? Pid, string? Reason, DateTimeOffset Since, int Restarts, IReadOnlyList<string> SetAside);
