namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <summary>Tells which switches of the model were made, and what was asked for afterwards.</summary>
public interface ISwitchReceiptStore
{
    /// <param name="session">Empty: all.</param>
    /// <param name="since">The first moment.</param>
    /// <param name="limit">The newest so many.</param>
    /// <returns>The newest first.</returns>
    Task<IReadOnlyList<RecordedSwitch>> ReadAsync(string session, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Requests of conversations of these sessions, their subagents' among them, whose answers came at or after <paramref name="since"/>; without those beside a conversation.</summary>
    /// <param name="limit">The newest so many.</param>
    /// <returns>In order of time.</returns>
    Task<IReadOnlyList<ConversationRequest>> ReadRequestsAsync(IReadOnlyCollection<string> sessions, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>How long conversations that were active since a moment are, counted from it; without requests beside them.</summary>
    Task<IReadOnlyList<ConversationLength>> ReadLengthsAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
