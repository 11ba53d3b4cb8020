using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Recommending.Recorded;

/// <summary>Tasks that were done, from what clients, transcripts and the gateway told.</summary>
public interface IRecordedTaskStore
{
    /// <summary>The newest prompts with requests since a time, by session and in order of time within it; what was asked by a notice of the client instead of a user is left out.</summary>
    Task<IReadOnlyList<RecordedTask>> ReadAsync(DateTimeOffset since, int most, CancellationToken cancellationToken);

    /// <summary>The same of prompts whose first request the filter holds for: its times and its project. Its model and session are not looked at.</summary>
    Task<IReadOnlyList<RecordedTask>> ReadAsync(UsageFilter filter, int most, CancellationToken cancellationToken);
}
