namespace Coxswain.Server.Api.Budgets;

/// <summary>A channel, and how it fares.</summary>
/// <param name="Name"><c>terminal</c>, <c>desktop</c>, <c>webhook</c> or <c>command</c>.</param>
/// <param name="IsSetUp">By <c>alerts.…</c> in the configuration the server started with.</param>
/// <param name="Owed">Alerts it has not taken yet, 1000 at most.</param>
/// <param name="Failures">The tries that failed for the one of them that had most.</param>
/// <param name="Problem">Of the last try since the daemon's start; <see langword="null"/>: it worked, or none was made.</param>
public sealed record ChannelRow(string Name, bool IsSetUp, int Owed, long Failures, string? Problem);
