namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <param name="Turns">Its requests.</param>
/// <param name="Last">When the last one was answered.</param>
public sealed record ConversationLength(bool IsSubagent, int Turns, DateTimeOffset Last);
