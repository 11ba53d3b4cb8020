using Coxswain.Core.Budgets.Switching.Recorded;

namespace Coxswain.Tests.Core.Budgets.Admission;

/// <summary>Requests, switches and lengths of conversations that a test says the store has.</summary>
internal sealed class KnownRequests : ISwitchReceiptStore
{
    public IReadOnlyList<ConversationRequest> All { get; set; } = [];

    public IReadOnlyList<RecordedSwitch> Switches { get; set; } = [];

    public IReadOnlyList<ConversationLength> Lengths { get; set; } = [];

    public Task<IReadOnlyList<RecordedSwitch>> ReadAsync(string session, DateTimeOffset since, int limit, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<RecordedSwitch>>([.. Switches.Where(one => one.Receipt.SessionId == session && one.Receipt.At >= since).OrderByDescending(static one => one.Receipt.At).Take(limit)]);

    public Task<IReadOnlyList<ConversationRequest>> ReadRequestsAsync(IReadOnlyCollection<string> sessions, DateTimeOffset since, int limit, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<ConversationRequest>>([.. All.Where(request => sessions.Contains(request.SessionId) && request.Time >= since).TakeLast(limit)]);

    public Task<IReadOnlyList<ConversationLength>> ReadLengthsAsync(DateTimeOffset since, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<ConversationLength>>([.. Lengths.Where(one => one.Last >= since)]);
}
