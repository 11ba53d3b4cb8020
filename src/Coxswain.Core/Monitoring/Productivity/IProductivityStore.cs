using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Productivity;

/// <summary>What came of work, as the client counts it.</summary>
public interface IProductivityStore
{
    /// <summary>Sums of the client's counters in a filter's time and project; its model is not looked at. What nobody counted is not there.</summary>
    Task<IReadOnlyList<CountedWork>> ReadCountersAsync(UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>How long prompts took in a filter's time and project, from the prompt to the last answer of it.</summary>
    Task<PromptTimes> ReadPromptTimesAsync(UsageFilter filter, CancellationToken cancellationToken);
}
